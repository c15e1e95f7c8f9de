// What every page with keys of one letter must know: whether somebody is typing.

export function isTyping(event) {
  const field = event.target.closest?.("input, textarea, select, [contenteditable]");
  // 229 is what a key says while an input method composes a syllable.
  return field || event.isComposing || event.keyCode === 229;
}

export const isChord = (event) => event.ctrlKey || event.metaKey || event.altKey;

export function stop(event, act) {
  event.preventDefault();
  act();
}
