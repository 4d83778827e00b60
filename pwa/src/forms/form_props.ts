/** What a kind's own form is given. */
import type { OpenForm } from './open_form.svelte';

export interface FormProps {
  readonly form: OpenForm;
  readonly onsave: () => void;
  readonly onback: () => void;
}
