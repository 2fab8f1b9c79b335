import { CARD_KINDS, type Locale } from '@charrette/shared'
import type { Editor, TLUiActionsContextType, TLUiOverrides, TLUiToolsContextType } from '@tldraw/tldraw'
import type { Translate } from '../../i18n/texts.ts'
import { addCardAtPointer } from '../card/addCards.ts'
import { canStart } from '../permissions.ts'
import { TOOLS } from '../toolbars/tools.ts'

/** The actions of tldraw that a board has; the others are removed with their shortcuts. */
const ACTIONS = [
	'undo',
	'redo',
	'duplicate',
	'delete',
	'select-all',
	'select-none',
	'bring-to-front',
	'send-to-back',
	'remove-frame',
	'zoom-in',
	'zoom-out',
	'zoom-to-100',
	'zoom-to-fit',
	'zoom-to-selection',
	'exit-pen-mode',
	'stop-following',
	'a11y-open-context-menu',
	'a11y-repeat-shape-announce',
]

/** Reduces tldraw's interface to the tools, shortcuts and texts of a board. */
export function createOverrides(t: Translate<['board', 'app']>, locale: Locale): TLUiOverrides {
	return {
		actions: (editor, actions) => ({ ...withPermission(editor, pick(actions, ACTIONS)), ...cardActions(editor) }),
		tools: boardTools,
		translations: { [TLDRAW_LOCALES[locale]]: translationsFor(t) },
	}
}

function pick<Item>(items: Record<string, Item>, keys: readonly string[]): Record<string, Item> {
	return Object.fromEntries(Object.entries(items).filter(([key]) => keys.includes(key)))
}

/** The actions; duplicating checks the permission and explains a denial. */
function withPermission(editor: Editor, actions: TLUiActionsContextType): TLUiActionsContextType {
	const { duplicate } = actions
	if (!duplicate) return actions
	const onSelect: typeof duplicate.onSelect = (source) => {
		if (canStart(editor, 'write')) return duplicate.onSelect(source)
	}
	return { ...actions, duplicate: { ...duplicate, onSelect } }
}

/** The keys 1 to 7 add a card of each kind. */
function cardActions(editor: Editor): TLUiActionsContextType {
	const actions = CARD_KINDS.map((kind, index) => ({
		id: `card-${kind}`,
		label: `tool.card-${kind}`,
		kbd: String(index + 1),
		onSelect: () => addCardAtPointer(editor, kind),
	}))
	return Object.fromEntries(actions.map((action) => [action.id, action]))
}

/**
 * The tools with the shortcuts of a board. Selecting one checks the permission and explains a
 * denial.
 */
function boardTools(editor: Editor, tools: TLUiToolsContextType): TLUiToolsContextType {
	const entries = TOOLS.flatMap(({ id, key, activity }) => {
		const tool = tools[id]
		if (!tool) return []
		const onSelect: typeof tool.onSelect = (source) => {
			if (!activity || canStart(editor, activity)) tool.onSelect(source)
		}
		return [[id, { ...tool, kbd: key, onSelect }] as const]
	})
	return Object.fromEntries(entries)
}

/** The texts of a board for tldraw's announcements and menus. */
function translationsFor(t: Translate<['board', 'app']>): Record<string, string> {
	const kinds = CARD_KINDS.map((kind) => [
		`tool.card-${kind}`,
		t('board:tools.newCard', { kind: t(`app:kinds.${kind}`) }),
	])
	return {
		...Object.fromEntries(kinds),
		'tool.select': t('board:tools.select'),
		'tool.hand': t('board:tools.hand'),
		'tool.arrow': t('board:tools.link'),
		'tool.draw': t('board:tools.draw'),
		'tool.frame': t('board:tools.cluster'),
		'tool.eraser': t('board:tools.eraser'),
		'tool.laser': t('board:presence.laser'),
		'tool.card': t('board:tools.kinds'),
		'action.bring-to-front': t('board:menu.bringToFront'),
		'action.send-to-back': t('board:menu.sendToBack'),
		'action.select-all': t('board:menu.selectAll'),
		'action.remove-frame': t('board:menu.removeCluster'),
		'action.duplicate': t('board:card.duplicate'),
		'action.delete': t('board:card.delete'),
	}
}

/** tldraw's names of the interface languages. */
export const TLDRAW_LOCALES: Record<Locale, string> = { en: 'en', 'zh-CN': 'zh-cn', es: 'es', fr: 'fr' }
