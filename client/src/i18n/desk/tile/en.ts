/** A board in small on the desk. */
export const tile = {
	done: '{{done}} of {{people}} done',
	written: '{{written}} of {{people}} have written',
	help_one: '{{count}} asks for help',
	help_other: '{{count}} ask for help',
	held: '{{cards}} in private, by {{people}}',
	fresh_one: '{{count}} new card in the last minute',
	fresh_other: '{{count}} new cards in the last minute',
	touched: 'Last change {{ago}}',
	justNow: 'just now',
	follow: 'Follow my view',
	followHint: 'The wall shows what you see while you have this board open; the whole board otherwise.',
	more: 'More',
	history: 'History',
	remove: 'Remove this board',
	removeWarning: '{{board}} goes with all that is on it. “Removed boards” gives it back as a copy.',
}
