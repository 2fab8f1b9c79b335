import type { TextsByNamespace } from '../../i18n/texts.ts'

type HelpTextKey = keyof TextsByNamespace['panels']['shortcuts']

/** The label of a key, or the text key of a gesture. */
export type KeyName = string | { gesture: HelpTextKey }

interface HelpTopic {
	topic: HelpTextKey
	entries: readonly { keys: readonly KeyName[]; action: HelpTextKey }[]
}

/** The shortcuts of the help by topic: the keys or gesture, and their action. */
export const HELP_TOPICS: readonly HelpTopic[] = [
	{
		topic: 'writing',
		entries: [
			{ keys: [{ gesture: 'doubleClick' }], action: 'newCard' },
			{ keys: ['1', '–', '7'], action: 'newKind' },
			{ keys: ['N'], action: 'quick' },
			{ keys: ['Tab'], action: 'beside' },
			{ keys: ['Ctrl', 'Enter'], action: 'below' },
			{ keys: ['Esc'], action: 'end' },
			{ keys: ['Ctrl', 'V'], action: 'paste' },
			{ keys: ['Ctrl', 'Shift', 'V'], action: 'pasteOne' },
			{ keys: ['Ctrl', 'D'], action: 'duplicate' },
			{ keys: ['I'], action: 'details' },
			{ keys: ['Ctrl', 'Z'], action: 'undo' },
		],
	},
	{
		topic: 'linking',
		entries: [
			{ keys: [{ gesture: 'dragDot' }], action: 'link' },
			{ keys: ['Ctrl', '← ↑ ↓ →'], action: 'linkedCard' },
			{ keys: [{ gesture: 'clickWord' }], action: 'meaning' },
			{ keys: ['Alt', 'L'], action: 'linkCard' },
			{ keys: ['L'], action: 'linkTool' },
			{ keys: ['C', 'F'], action: 'cluster' },
		],
	},
	{
		topic: 'navigating',
		entries: [
			{ keys: ['Ctrl', 'K'], action: 'palette' },
			{ keys: ['/'], action: 'search' },
			{ keys: ['Alt', 'M'], action: 'threads' },
			{ keys: [{ gesture: 'dragSpace' }], action: 'pan' },
			{ keys: [{ gesture: 'pinch' }], action: 'zoom' },
			{ keys: ['Shift', '1'], action: 'whole' },
			{ keys: ['PgDn'], action: 'stepThrough' },
			{ keys: ['Tab'], action: 'nextCard' },
			{ keys: ['Alt', 'F10'], action: 'cardToolbar' },
			{ keys: ['V', 'H', 'D', 'E'], action: 'tools' },
		],
	},
	{
		topic: 'presence',
		entries: [
			{ keys: [{ gesture: 'clickFace' }], action: 'follow' },
			{ keys: ['K'], action: 'laser' },
			{ keys: ['?'], action: 'help' },
		],
	},
]

/** The gestures of the help on a touch screen. */
export const TOUCH_HELP_TOPICS: readonly HelpTopic[] = [
	{
		topic: 'writing',
		entries: [
			{ keys: [{ gesture: 'doubleTap' }], action: 'newCard' },
			{ keys: [{ gesture: 'longPress' }], action: 'menu' },
		],
	},
	{
		topic: 'linking',
		entries: [
			{ keys: [{ gesture: 'dragDot' }], action: 'link' },
			{ keys: [{ gesture: 'tapWord' }], action: 'meaning' },
		],
	},
	{
		topic: 'navigating',
		entries: [
			{ keys: [{ gesture: 'twoFingers' }], action: 'pan' },
			{ keys: [{ gesture: 'spread' }], action: 'zoom' },
		],
	},
	{ topic: 'presence', entries: [{ keys: [{ gesture: 'tapName' }], action: 'followTap' }] },
]
