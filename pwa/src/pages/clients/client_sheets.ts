/** What is seldom made from a client's page: loaded together when the first is, since each apart would weigh a third more. */
import AppointmentCard from './AppointmentCard.svelte';
import CompletionLetter from './CompletionLetter.svelte';
import HandoverFile from './HandoverFile.svelte';
import OwnCodeSheet from './OwnCodeSheet.svelte';

export const clientSheets = {
  appointment: AppointmentCard,
  completion: CompletionLetter,
  handover: HandoverFile,
  own: OwnCodeSheet,
};
