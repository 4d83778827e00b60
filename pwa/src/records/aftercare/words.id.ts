import type { KindWords } from '../../forms/record_kind';

export const words = {
  name: 'Bina lanjut',
  add: 'Bina lanjut',
  edit: 'Ubah bina lanjut',
  fields: {
    came_from: 'Setelah apa',
    from_referral: 'Kembali dari rujukan',
    starts_on: 'Mulai kapan',
    months: 'Berapa bulan',
    ends_on: 'Sampai kapan',
    policy: 'Versi aturan',
    contact_every: 'Seberapa sering dihubungi',
    ways: 'Lewat apa',
    triggers: 'Pemicu ingin memakai (sugesti)',
    coping: 'Cara dia mengatasinya',
    status: 'Tahap bina lanjut',
  },
  hints: { ways: 'Tanyakan cara yang dia suka.' },
  options: {
    came_from: {
      plan_finished: 'Rencana selesai',
      brief_intervention: 'Ajak bicara singkat',
      outpatient: 'Rawat jalan',
      inpatient: 'Rawat inap',
      prison: 'Lapas atau rutan',
    },
    contact_every: { week: 'Setiap minggu', two_weeks: 'Dua minggu sekali', month: 'Sebulan sekali' },
    ways: { home: 'Ke rumah', phone: 'Telepon', chat: 'Pesan singkat', post: 'Di posko' },
    status: {
      open: 'Berjalan',
      finished: 'Selesai',
      stopped: 'Berhenti',
      back_to_plan: 'Kembali ke rencana',
    },
  },
  folds: { more: 'Yang perlu diingat' },
  tasks: { aftercare_contact: 'Hubungi dia (bina lanjut)', aftercare_end: 'Bina lanjut selesai, tulis hasilnya' },
  until: (when: string) => `sampai ${when}`,
  stillOpen: 'Masih ada yang berjalan',
} satisfies KindWords & Record<string, unknown>;
