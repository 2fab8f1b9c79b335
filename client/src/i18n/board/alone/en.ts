/** Writing in private: everybody for themselves, until the cards are revealed. */
export const alone = {
	own: 'You write on your own now. Nobody else sees these cards until they are revealed.',
	soFar_one: '{{count}} card here so far.',
	soFar_other: '{{count}} cards here so far, everybody’s together.',
	look: 'Look at the board',
	looking: 'This is the shared board, to look at. Your own cards are not on it yet.',
	back: 'Back to my cards',
	leaving: 'Writing on your own is over. Your last changes are being saved, then we go to the board.',
	revealed: 'The cards are revealed. Yours are on the board now.',
	ended: 'Writing on your own is over. Your cards are kept for you until they are revealed.',
	held_one: '{{count}} card was written in private here. It shows once it is revealed.',
	held_other: '{{count}} cards were written in private here. They show once they are revealed.',
}
