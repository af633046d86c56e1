// What a message is, in words beside the code that is in it. `known`: the word of a key, or none when there is no such word.
export function typeSaid(type: string, known: (key: string) => string | undefined): string {
  const [family = '', code = ''] = type.split(' ');
  if (type === '' || type === '?') return known('messages.look.unknown') ?? '?';
  if (family === 'CC') return known(`messages.letter.${code}`) ?? type;
  if (family === 'HCO') return known(`messages.hco.${code}`) ?? type;
  const [form, event] = code.includes('_') ? code.split('_') : ['', code];
  const what = known(`messages.hn.${event}`);
  if (family !== 'HN' || !what) return type;
  return `HN ${code}: ${form ? (known(`messages.form.${form}`) ?? '{what}').replace('{what}', what) : what}`;
}
