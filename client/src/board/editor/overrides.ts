import { CARD_KINDS, type Locale } from '@charrette/shared'
import type { Editor, TLUiActionsContextType, TLUiOverrides, TLUiToolsContextType } from '@tldraw/tldraw'
import type { Translate } from '../../i18n/texts.ts'
import { addCardAtPointer } from '../card/addCards.ts'
import { canStart } from '../permissions.ts'
import { activityOfTool, TOOL_KEYS, type ToolId } from '../toolbars/tools.ts'

/** What of tldraw's actions a board keeps; every other one goes, and its shortcut with it. */
const KEPT_ACTIONS = [
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

/** Cuts tldraw's interface down to a board's own tools, keys and words. `t` speaks the present language. */
export function createOverrides(t: Translate<['board', 'app']>, locale: Locale): TLUiOverrides {
	return {
		actions: (editor, actions) => ({ ...askFirst(editor, pick(actions, KEPT_ACTIONS)), ...cardActions(editor) }),
		tools: (editor, tools) => ownTools(editor, pick(tools, Object.keys(TOOL_KEYS))),
		translations: { [TLDRAW_LOCALES[locale]]: wordsFor(t) },
	}
}

function pick<Item>(items: Record<string, Item>, keys: readonly string[]): Record<string, Item> {
	return Object.fromEntries(Object.entries(items).filter(([key]) => keys.includes(key)))
}

/** The actions; one that makes something new says so where the phase is not for it. */
function askFirst(editor: Editor, actions: TLUiActionsContextType): TLUiActionsContextType {
	const { duplicate } = actions
	if (!duplicate) return actions
	const onSelect: typeof duplicate.onSelect = (source) => {
		if (canStart(editor, 'write')) return duplicate.onSelect(source)
	}
	return { ...actions, duplicate: { ...duplicate, onSelect } }
}

/** Keys 1 to 7 make a card of each kind. */
function cardActions(editor: Editor): TLUiActionsContextType {
	const actions = CARD_KINDS.map((kind, index) => ({
		id: `card-${kind}`,
		label: `tool.card-${kind}`,
		kbd: String(index + 1),
		onSelect: () => addCardAtPointer(editor, kind),
	}))
	return Object.fromEntries(actions.map((action) => [action.id, action]))
}

/** The tools by a board's own keys; one that the phase is not for says so. */
function ownTools(editor: Editor, tools: TLUiToolsContextType): TLUiToolsContextType {
	const entries = Object.entries(tools).map(([id, tool]) => {
		const needs = activityOfTool(id)
		const onSelect: typeof tool.onSelect = (source) => {
			if (!needs || canStart(editor, needs)) tool.onSelect(source)
		}
		return [id, { ...tool, kbd: TOOL_KEYS[id as ToolId], onSelect }]
	})
	return Object.fromEntries(entries)
}

/** tldraw's own words as a board says them, for its announcements and menus. */
function wordsFor(t: Translate<['board', 'app']>): Record<string, string> {
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

/** The interface languages by tldraw's names for them. */
export const TLDRAW_LOCALES: Record<Locale, string> = { en: 'en', 'zh-CN': 'zh-cn', es: 'es', fr: 'fr' }
