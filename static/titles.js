// Titles in Chinese break between words, not inside them: the browser knows the words of a language, a style sheet does not.

const OPENS = /[（《〈「『“‘〔【]$/;
// Words of one character that stand alone; any other such piece is part of a word that the browser does not know.
const ALONE = /^[对在向就为由被把将与和及或]$/;
const AFTER = /^[的了着过等]$/;

// The pieces of a text, each with whether it is a word. Single characters in a row are one word (燃气), and one that stands alone
// ends the word before it (自行车).
function wordsOf(text, words) {
  const found = [];
  let isRun = false;
  for (const { segment, isWordLike } of words.segment(text)) {
    const last = found.at(-1);
    const isSingle = isWordLike && /^\p{Script=Han}$/u.test(segment) && !ALONE.test(segment);
    const isSingleBefore = last?.isWord && /^\p{Script=Han}$/u.test(last.text) && !ALONE.test(last.text);
    if (isSingle && (isRun || isSingleBefore)) {
      last.text += segment;
      isRun = true;
      continue;
    }
    isRun = false;
    found.push({ text: segment, isWord: isWordLike });
  }
  return found.filter((each, place) => {
    const before = found[place - 1];
    const isRest = each.isWord && (AFTER.test(each.text) || (/^\p{Script=Han}$/u.test(each.text) && !ALONE.test(each.text)));
    if (!isRest || !before?.isWord || ALONE.test(before.text)) return true;
    before.text += each.text;
    return false;
  });
}

function between(title, words) {
  const texts = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) found.push(texts.currentNode);
  for (const text of found) {
    let before = "";
    const parts = [];
    for (const { text: word, isWord } of wordsOf(text.data, words)) {
      if (isWord && before && !OPENS.test(before)) parts.push(document.createElement("wbr"));
      parts.push(word);
      before = word;
    }
    text.replaceWith(...parts);
  }
  title.classList.add("by-words");
}

if (Intl.Segmenter) {
  const words = new Intl.Segmenter("zh", { granularity: "word" });
  for (const title of document.querySelectorAll("h1:lang(zh), .measure__head :is(h2, h3):lang(zh)")) between(title, words);
}
