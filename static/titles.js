// Titles in Chinese break between words, not inside them: the browser knows the words of a language, a style sheet does not.

const OPENS = /[（《〈「『“‘〔【]$/;

function between(title, words) {
  const texts = document.createTreeWalker(title, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) found.push(texts.currentNode);
  for (const text of found) {
    let before = "";
    const parts = [];
    for (const { segment, isWordLike } of words.segment(text.data)) {
      if (isWordLike && before && !OPENS.test(before)) parts.push(document.createElement("wbr"));
      parts.push(segment);
      before = segment;
    }
    text.replaceWith(...parts);
  }
  title.classList.add("by-words");
}

if (Intl.Segmenter) {
  const words = new Intl.Segmenter("zh", { granularity: "word" });
  for (const title of document.querySelectorAll("h1:lang(zh), .measure__head :is(h2, h3):lang(zh)")) between(title, words);
}
