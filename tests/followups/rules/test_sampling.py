"""The sample: the same from the same frame and seed in whatever order the rows come, and shared out as it is said."""

import hashlib
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from followups.rules import sampling
from followups.rules.sampling import FrameRow, ImpossibleSize

SIZES = st.dictionaries(st.text("abcdef/", min_size=1, max_size=4), st.integers(0, 40), min_size=1, max_size=8).filter(
    lambda sizes: any(sizes.values())
)
FRAMES = st.dictionaries(st.integers(1, 10**9), st.sampled_from("abcd"), min_size=1, max_size=60)


@st.composite
def frames_with_a_size(draw):
    frame = draw(FRAMES)
    size = draw(st.integers(len(set(frame.values())), len(frame)))
    return [FrameRow(key=key, stratum=stratum) for key, stratum in frame.items()], size


@st.composite
def sizes_with_a_size(draw):
    sizes = draw(SIZES)
    strata = [count for count in sizes.values() if count]
    return sizes, draw(st.integers(len(strata), sum(strata)))


@pytest.mark.slow
@given(sizes_with_a_size())
def test_the_shares_sum_up_and_no_stratum_gives_nothing_or_more_than_it_has(given_sizes):
    sizes, size = given_sizes
    shares = sampling.allocate(sizes, size=size)
    assert sum(shares.values()) == size
    assert set(shares) == {name for name, count in sizes.items() if count}
    assert all(1 <= share <= sizes[name] for name, share in shares.items())


@pytest.mark.slow
@given(sizes_with_a_size())
def test_after_one_to_each_the_shares_are_in_proportion_to_less_than_one(given_sizes):
    sizes, size = given_sizes
    shares = sampling.allocate(sizes, size=size)
    left = sum(sizes[name] - 1 for name in shares)
    for name, share in shares.items():
        quota = (size - len(shares)) * (sizes[name] - 1) / left if left else 0
        assert abs(share - 1 - quota) < 1


@pytest.mark.parametrize(
    ("sizes", "size", "shares"),
    [
        ({"a": 10}, 3, {"a": 3}),
        ({"a": 60, "b": 30, "c": 10}, 10, {"a": 5, "b": 3, "c": 2}),
        ({"a": 98, "b": 1, "c": 1}, 5, {"a": 3, "b": 1, "c": 1}),
        ({"a": 3, "b": 3, "c": 3}, 5, {"a": 2, "b": 2, "c": 1}),
        ({"a": 2, "b": 0}, 2, {"a": 2}),
        ({"a": 1, "b": 1}, 2, {"a": 1, "b": 1}),
    ],
)
def test_some_shares_by_hand(sizes, size, shares):
    assert sampling.allocate(sizes, size=size) == shares


@pytest.mark.parametrize(("sizes", "size"), [({"a": 3, "b": 2}, 1), ({"a": 3, "b": 2}, 6), ({}, 1), ({"a": 0}, 1)])
def test_a_size_that_cannot_be_is_refused_with_those_that_can(sizes, size):
    with pytest.raises(ImpossibleSize) as refused:
        sampling.allocate(sizes, size=size)
    assert (refused.value.least, refused.value.most) == (sum(map(bool, sizes.values())), sum(sizes.values()))


@pytest.mark.slow
@given(frames_with_a_size(), st.text(min_size=1, max_size=40), st.randoms(use_true_random=False))
def test_the_same_frame_and_seed_give_the_same_sample_in_any_order_of_the_rows(given_frame, seed, shuffler):
    rows, size = given_frame
    shuffled = shuffler.sample(rows, len(rows))
    assert sampling.draw(rows, seed=seed, size=size) == sampling.draw(shuffled, seed=seed, size=size)


@pytest.mark.slow
@given(frames_with_a_size(), st.text(min_size=1, max_size=40))
def test_a_second_formulation_of_the_rule_gives_the_same_sample(given_frame, seed):
    rows, size = given_frame
    strata = {row.stratum for row in rows}
    share = sampling.allocate({name: sum(row.stratum == name for row in rows) for name in strata}, size=size)
    expected = set()
    for name in strata:
        ordered = sorted(
            (row.key for row in rows if row.stratum == name),
            key=lambda key: hashlib.sha256(seed.encode() + b":" + str(key).encode()).digest(),
        )
        expected |= set(ordered[: share[name]])
    ranked = sampling.draw(rows, seed=seed, size=size)
    assert {row.key for row in ranked if row.is_drawn} == expected
    for name in strata:
        assert [row.rank for row in ranked if row.stratum == name] == [
            *range(1, sum(row.stratum == name for row in rows) + 1)
        ]


@pytest.mark.slow
def test_another_seed_draws_others_and_every_case_is_drawn_about_as_often():
    rows = [FrameRow(key=key, stratum="a") for key in range(20)]
    counts = dict.fromkeys(range(20), 0)
    seeds = random.Random(20260302)
    for _round in range(2000):
        for row in sampling.draw(rows, seed=f"{seeds.getrandbits(128):x}", size=5):
            counts[row.key] += row.is_drawn
    assert all(400 < count < 600 for count in counts.values())


def test_the_hash_is_that_of_the_printed_rule():
    assert sampling.rank_hash(seed="abc", key=12) == hashlib.sha256(b"abc:12").hexdigest()
