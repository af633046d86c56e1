declare module '*?first' {
  const words: Record<string, string>;
  export default words;
}
declare module '*?rest' {
  const words: Record<string, string>;
  export default words;
}
