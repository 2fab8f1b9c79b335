/** Boards that were taken out, and come back as copies. */
export const removed = {
	title: 'Removed boards',
	lead: 'Each comes back as a copy: a board of its own, frozen, beside the others.',
	none: 'There is nothing to bring back here.',
	at: 'Removed on {{when}}',
	bringBack: 'Bring back as a copy',
	back: '“{{title}}” is back, as a board of its own.',
}
