/** Where people come without an account. The names are neutral: they stand in the history of a phone that many use. */
export const VISITOR_PATH = {
  survey: '/survei',
  help: '/tanya',
  own: '/data-saya',
} as const;
