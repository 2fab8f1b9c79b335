import type { TextsByNamespace } from '../../i18n/texts.ts'

type HelpTextKey = keyof TextsByNamespace['board']['shortcuts']

/** A key by what stands on it, or a gesture by its name among the words. */
export type KeyName = string | { gesture: HelpTextKey }

interface HelpTopic {
	part: HelpTextKey
	entries: readonly { keys: readonly KeyName[]; does: HelpTextKey }[]
}

/** What the help tells, part by part: which keys or gesture, and what they do. */
export const HELP_TOPICS: readonly HelpTopic[] = [
	{
		part: 'writing',
		entries: [
			{ keys: [{ gesture: 'doubleClick' }], does: 'newCard' },
			{ keys: ['1', '–', '7'], does: 'newKind' },
			{ keys: ['Tab'], does: 'beside' },
			{ keys: ['Ctrl', 'Enter'], does: 'below' },
			{ keys: ['Esc'], does: 'end' },
			{ keys: ['Ctrl', 'V'], does: 'paste' },
			{ keys: ['Ctrl', 'Shift', 'V'], does: 'pasteOne' },
			{ keys: ['Ctrl', 'D'], does: 'duplicate' },
			{ keys: ['Ctrl', 'Z'], does: 'undo' },
		],
	},
	{
		part: 'linking',
		entries: [
			{ keys: [{ gesture: 'dragDot' }], does: 'link' },
			{ keys: ['Ctrl', '← ↑ ↓ →'], does: 'linkedCard' },
			{ keys: [{ gesture: 'clickWord' }], does: 'meaning' },
			{ keys: ['L'], does: 'linkTool' },
			{ keys: ['C'], does: 'cluster' },
		],
	},
	{
		part: 'looking',
		entries: [
			{ keys: [{ gesture: 'dragSpace' }], does: 'pan' },
			{ keys: [{ gesture: 'pinch' }], does: 'zoom' },
			{ keys: ['Shift', '1'], does: 'whole' },
			{ keys: ['V', 'H', 'D', 'E'], does: 'tools' },
		],
	},
	{
		part: 'together',
		entries: [
			{ keys: [{ gesture: 'clickFace' }], does: 'follow' },
			{ keys: ['K'], does: 'laser' },
			{ keys: ['?'], does: 'help' },
		],
	},
]

/** What it tells those who have no keys, but fingers. */
export const TOUCH_HELP_TOPICS: readonly HelpTopic[] = [
	{
		part: 'writing',
		entries: [
			{ keys: [{ gesture: 'doubleTap' }], does: 'newCard' },
			{ keys: [{ gesture: 'longPress' }], does: 'menu' },
		],
	},
	{
		part: 'linking',
		entries: [
			{ keys: [{ gesture: 'dragDot' }], does: 'link' },
			{ keys: [{ gesture: 'tapWord' }], does: 'meaning' },
		],
	},
	{
		part: 'looking',
		entries: [
			{ keys: [{ gesture: 'twoFingers' }], does: 'pan' },
			{ keys: [{ gesture: 'spread' }], does: 'zoom' },
		],
	},
	{ part: 'together', entries: [{ keys: [{ gesture: 'tapName' }], does: 'followTap' }] },
]
