import { CARD_KINDS, type EditingActivity, type Locale } from '@charrette/shared'
import type { Editor, TLUiActionsContextType, TLUiOverrides, TLUiToolsContextType } from '@tldraw/tldraw'
import type { Translate } from '../../i18n/texts.ts'
import { boardUi } from '../boardUi.ts'
import { addCardAtPointer } from '../card/addCards.ts'
import { toggleLock } from '../card/changeCards.ts'
import { canWrapSelection, createClusterAroundSelection } from '../cluster/createCluster.ts'
import { ALIGNMENTS, DISTRIBUTIONS } from '../panels/AlignMenu.tsx'
import { canStart } from '../permissions.ts'
import { type BoardTool, TOOLS } from '../toolbars/tools.ts'
import { zoomByStep, zoomTo, zoomToBoard, zoomToShapes } from '../viewport/camera.ts'

/** The actions that need the `arrange` permission. */
const ARRANGING = [...ALIGNMENTS, ...DISTRIBUTIONS].map(({ action }) => action)

/** The tldraw actions of a board; all others are removed with their shortcuts. */
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
	...ARRANGING,
	'toggle-snap-mode',
	'zoom-in',
	'zoom-out',
	'zoom-to-100',
	'zoom-to-fit',
	'zoom-to-selection',
	'exit-pen-mode',
	'stop-following',
	'a11y-open-context-menu',
]

/** Reduces tldraw's interface to the tools, shortcuts and texts of a board. */
export function createOverrides(t: Translate<['board', 'app']>, locale: Locale): TLUiOverrides {
	return {
		actions: (editor, actions) => ({
			...withPermissions(editor, pick(actions, ACTIONS)),
			...undoActions(actions),
			...zoomActions(editor, actions),
			...ownActions(editor),
		}),
		tools: boardTools,
		translations: { [TLDRAW_LOCALES[locale]]: translationsFor(t) },
	}
}

function pick<Item>(items: Record<string, Item>, keys: readonly string[]): Record<string, Item> {
	return Object.fromEntries(Object.entries(items).filter(([key]) => keys.includes(key)))
}

/** Wraps the actions that duplicate and align: each checks the permission and explains a denial. */
function withPermissions(editor: Editor, actions: TLUiActionsContextType): TLUiActionsContextType {
	const checked = (id: string, activity: EditingActivity): TLUiActionsContextType => {
		const action = actions[id]
		if (!action) return {}
		const onSelect: typeof action.onSelect = (source) => {
			if (canStart(editor, activity)) return action.onSelect(source)
		}
		return { [id]: { ...action, onSelect } }
	}
	return Object.assign({ ...actions }, checked('duplicate', 'write'), ...ARRANGING.map((id) => checked(id, 'arrange')))
}

/** Removes the shortcuts of undo and redo; `bindBoardKeys` has those of all keyboard layouts. */
function undoActions(actions: TLUiActionsContextType): TLUiActionsContextType {
	const found = ['undo', 'redo'].flatMap((id) => {
		const { kbd: _, ...action } = actions[id] ?? {}
		return 'id' in action ? [[id, action] as const] : []
	})
	return Object.fromEntries(found)
}

/**
 * Replaces tldraw's zoom actions, which do not know the bars over the canvas. The keys + and - zoom
 * in the same steps as the buttons.
 */
function zoomActions(editor: Editor, actions: TLUiActionsContextType): TLUiActionsContextType {
	const zooms: Record<string, () => void> = {
		'zoom-in': () => zoomByStep(editor, 1),
		'zoom-out': () => zoomByStep(editor, -1),
		'zoom-to-100': () => zoomTo(editor, 1),
		'zoom-to-fit': () => zoomToBoard(editor, { isAnimated: true }),
		'zoom-to-selection': () => zoomToShapes(editor, editor.getSelectedShapeIds()),
	}
	const found = Object.entries(zooms).flatMap(([id, onSelect]) => {
		const action = actions[id]
		return action ? [[id, { ...action, onSelect }] as const] : []
	})
	return Object.fromEntries(found)
}

/**
 * Returns the actions that tldraw lacks: the keys 1 to 7 add a card of each kind, N a card of the
 * kind used last, and T a note; Shift+L locks the selection.
 */
function ownActions(editor: Editor): TLUiActionsContextType {
	const lock = { id: 'lock', label: 'action.lock', kbd: 'shift+l', onSelect: () => toggleLock(editor) }
	const cards = CARD_KINDS.map((kind, index) => ({
		id: `card-${kind}`,
		label: `tool.card-${kind}`,
		kbd: kind === 'note' ? `${index + 1},t` : String(index + 1),
		onSelect: () => addCardAtPointer(editor, kind),
	}))
	const newCard = {
		id: 'new-card',
		label: 'tool.card',
		kbd: 'n',
		onSelect: () => addCardAtPointer(editor, boardUi(editor).nextKind.get()),
	}
	return Object.fromEntries([lock, newCard, ...cards].map((action) => [action.id, action]))
}

/**
 * Returns the tools with the shortcuts of a board. Selecting a tool checks the permission and
 * explains a denial.
 */
function boardTools(editor: Editor, tools: TLUiToolsContextType): TLUiToolsContextType {
	const entries = TOOLS.flatMap(({ id, key, alias, activity }: BoardTool) => {
		const tool = tools[id]
		if (!tool) return []
		const onSelect: typeof tool.onSelect = (source) => {
			if (activity && !canStart(editor, activity)) return
			// Selected cards are put into a new cluster; without a selection, the tool draws one.
			if (id === 'frame' && canWrapSelection(editor)) createClusterAroundSelection(editor)
			else tool.onSelect(source)
		}
		return [[id, { ...tool, kbd: alias ? `${key},${alias}` : key, onSelect }] as const]
	})
	return Object.fromEntries(entries)
}

/** The handles of the selection, which tldraw labels in English only. */
const RESIZE_HANDLES = ['top', 'bottom', 'left', 'right', 'top-left', 'top-right', 'bottom-left', 'bottom-right']
const ROTATE_HANDLES = ['top_left', 'top_right', 'bottom_left', 'bottom_right', 'mobile']

/** Returns the texts of a board for tldraw's announcements and menus. */
function translationsFor(t: Translate<['board', 'app']>): Record<string, string> {
	const kinds = CARD_KINDS.map((kind) => [
		`tool.card-${kind}`,
		t('board:tools.newCard', { kind: t(`app:kinds.${kind}`) }),
	])
	return {
		...Object.fromEntries(kinds),
		...Object.fromEntries(RESIZE_HANDLES.map((side) => [`handle.resize-${side}`, t('board:spoken.resize')])),
		...Object.fromEntries(ROTATE_HANDLES.map((corner) => [`handle.rotate.${corner}_rotate`, t('board:spoken.rotate')])),
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
		'action.lock': t('board:menu.lock'),
		'action.toggle-snap-mode': t('board:menu.snap'),
		'action.toggle-snap-mode.menu': t('board:menu.snap'),
		'ui.checked': t('board:menu.on'),
		'ui.unchecked': t('board:menu.off'),
		...Object.fromEntries(
			[...ALIGNMENTS, ...DISTRIBUTIONS].map(({ action, label }) => [`action.${action}`, t(`board:${label}`)]),
		),
		'action.delete': t('board:card.delete'),
	}
}

/** tldraw's names of the interface languages. */
export const TLDRAW_LOCALES: Record<Locale, string> = { en: 'en', 'zh-CN': 'zh-cn', es: 'es', fr: 'fr' }
