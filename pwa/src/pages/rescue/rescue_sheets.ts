/** What becomes of work that lies here sealed: both ways are loaded together, since each apart would weigh a third more. */
export { default as ForgotSheet } from './ForgotSheet.svelte';
export { default as LeftBehind } from './LeftBehind.svelte';
