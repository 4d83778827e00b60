import { expect, test, vi } from 'vitest';
import { enrolPhone, phoneAndServer } from './fake_server/enrolled_phone.ts';

test('a key file that does not answer is not told as lost', async () => {
  const here = phoneAndServer();
  const first = here.tab();
  await (await enrolPhone(first)).book.save('client', { set: { alias: 'Mawar' } });
  await first.lock();
  const again = here.reborn();
  vi.spyOn(here.keyWorker, 'read').mockRejectedValueOnce(new Error('no answer'));
  expect(await again.enrolments()).toMatchObject([{ label: '', state: 'ready' }]);
  expect(await again.enrolments()).toMatchObject([{ label: 'S', state: 'ready' }]);
});
