/** What the facilitator conducts, as participants see it. */
export const stage = {
	now: 'Now',
	more: 'Read all of it',
	less: 'Close',
	timeLeft: 'Time left: {{time}}',
	timeUp: 'Time is up',
	paused: 'paused',
	mute: 'No sound at the end of the time',
	may: 'Now you can {{what}}.',
	mayLook: 'Now it is time to look and to listen.',
	activity: { write: 'write', arrange: 'arrange cards', link: 'link cards', vote: 'vote' },
	anonymous: 'Names are hidden',
	anonymousMore: 'Just now nobody sees who wrote what.',
	message: 'Message from the facilitator',
	dismiss: 'Close this message',
	nudge: 'The facilitator thinks of you: your first card is welcome. A few words are enough.',
	nudgeOk: 'Thank you',
}
