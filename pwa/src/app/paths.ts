/**
 * The names of the places, none of which says who is there. The build tells them to the server and to the worker: any
 * other address is not the app's.
 */
export const PATH = {
  today: '/',
  clients: '/klien',
  client: '/klien/lihat',
  record: '/klien/catatan',
  write: '/klien/tulis',
  followers: '/klien/pendamping',
  activities: '/kegiatan',
  coaching: '/pembinaan',
  drafts: '/isian',
  calendar: '/kalender',
  cards: '/kartu',
  waiting: '/menunggu',
  unit: '/unit',
  me: '/saya',
  pin: '/saya/pin',
  /** Without unlocking: an office signs in; and the page of all components. */
  office: '/masuk',
  style: '/gaya',
} as const;
