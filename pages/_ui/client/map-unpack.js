/* Arrays of a base64 text, one behind another: [Uint8Array, count], ... */
export const unpack = (text, ...wanted) => {
  const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  let at = 0;
  return wanted.map(([Kind, count]) => {
    const end = at + count * Kind.BYTES_PER_ELEMENT;
    const found = new Kind(bytes.slice(at, end).buffer);
    at = end;
    return found;
  });
};
