// What a nurse may state, by the codes of the national list (NPU, and MedCom's own); the server knows their names. Values go as
// they were written: nothing is worked out here, and no score.
export const fields = [
  { id: 'systolic', code: 'DNK05472', unit: 'mm[Hg]' },
  { id: 'diastolic', code: 'DNK05473', unit: 'mm[Hg]' },
  { id: 'pulse', code: 'NPU21692', unit: '1/min' },
  { id: 'temperature', code: 'NPU08676', unit: 'Cel' },
  { id: 'saturation', code: 'NPU10197', unit: '%' },
  { id: 'respiration', code: 'MCS88122', unit: '1/min' },
  { id: 'weight', code: 'NPU03804', unit: 'kg' },
  { id: 'glucose', code: 'NPU22089', unit: 'mmol/L' },
] as const;
export type Field = (typeof fields)[number]['id'];

const isNumber = (text: string) => /^\d{1,4}([.,]\d{1,2})?$/.test(text);
export const isScore = (text: string) => /^\d{1,2}$/.test(text);

// What is sent, or the field that is no number. Nothing at all is nothing to send.
export function bodyOf(values: Partial<Record<Field | 'tobs' | 'text', string>>, at: string): { body: object } | { wrong: Field | 'tobs' | 'nothing' } {
  const written = fields.map((field) => ({ ...field, value: (values[field.id] ?? '').trim() })).filter((field) => field.value);
  const wrong = written.find((field) => !isNumber(field.value));
  if (wrong) return { wrong: wrong.id };
  const tobs = (values.tobs ?? '').trim(), text = (values.text ?? '').trim();
  if (tobs && !isScore(tobs)) return { wrong: 'tobs' };
  if (!written.length && !tobs) return { wrong: 'nothing' };
  const lines = written.map(({ code, unit, value }) => ({ code, value, unit }));
  return { body: { at, ...(lines.length ? { lines } : {}), ...(tobs ? { tobs } : {}), ...(text ? { text } : {}) } };
}
