/** Who has not written yet, and a kind reminder for them. */
export const quiet = {
	title: 'Who has not written yet?',
	nobody: 'Everybody has written a card.',
	nudge: 'Remind kindly',
	nudged: 'Reminded',
	nudgeOf: 'Kind reminder for {{name}}',
	again: 'Look again',
}
