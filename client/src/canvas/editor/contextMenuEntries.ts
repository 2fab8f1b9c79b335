import { CARD_KINDS, CARD_WIDTH, type CardShape, type EditingActivity, isCard, linksIn } from '@charrette/shared'
import { useSyncExternalStore } from 'react'
import {
	similarLabel,
	useOpenDetails,
	useOpenSimilar,
	useOpenTranslation,
	useReadNotes,
	useSendShapes,
	useShareCard,
	useSuggestClusters,
} from '../../boardParts/detailsContext.ts'
import { sendCommand } from '../../connection/api/commands.ts'
import { isCardLocked } from '../../details/isCardLocked.ts'
import type { Translate } from '../../i18n/texts.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useKnownText, useReadText, useReadTitle, useTranslationSwitch } from '../../reading/useReading.tsx'
import { useOpenThreads } from '../../threads/ThreadPlace.ts'
import { useAttempt } from '../../ui/useAttempt.ts'
import { useBoardContext } from '../BoardContext.ts'
import { boardUi } from '../boardUi.ts'
import { addLinkedCard, linkCards } from '../card/addLinkedCard.ts'
import { openLink } from '../card/CardLink.tsx'
import {
	bringToFront,
	deleteSelection,
	duplicateSelection,
	isSelectionLocked,
	removeSelectedClusters,
	selectAll,
	sendToBack,
	setKind,
	toggleLock,
	toggleWide,
} from '../card/changeCards.ts'
import { createClusterAroundSelection } from '../cluster/createCluster.ts'
import { type Editor, useEditor } from '../engine/editor.ts'
import type { ClusterShape, Shape } from '../engine/shapes.ts'
import { useValue } from '../engine/signals.ts'
import { copyFromMenu, pasteFromMenu } from '../import/externalContent.ts'
import { useAlignableCount } from '../panels/AlignMenu.tsx'
import { ALIGNMENTS, arrangeSelection, DISTRIBUTIONS } from '../panels/alignments.ts'
import { useDeniedReason } from '../permissions.ts'
import { setSnapping, snapSetting } from '../snapSetting.ts'
import { sortedSelection } from '../tidy/sortedSelection.ts'

/** An entry of the context menu: an action, a switch (`isOn`), or a menu of its own (`items`). */
export interface MenuEntry {
	label: string
	/** The shortcut as displayed. */
	keys?: string
	isOn?: boolean
	items?: readonly MenuEntry[]
	onChoose?: () => void
}

/** Entries, and `false` in place of those that the selection or the phase does not allow. */
type Entries = (MenuEntry | false)[]

/** What the entries depend on, and what they open. */
interface MenuState {
	editor: Editor
	t: Translate<['board', 'app']>
	selection: readonly Shape[]
	cards: readonly CardShape[]
	/** The number of shapes that can be aligned. */
	alignable: number
	isReadonly: boolean
	/** What this person may do with the selection now. */
	can: Record<EditingActivity, boolean>
	isSnapping: boolean
	/** Moves the selection into the locked layer or out of it; null for participants. */
	markSetUp: ((isSetUp: boolean) => void) | null
	openDetails: (() => void) | null
	/** Shows the original of a translated card or title, or its translation (READ4). */
	translation: { label: string; onChoose: () => void } | null
	/** Opens the translation of a card, to write or correct it (READ5). */
	editTranslation: { label: string; onChoose: () => void } | null
	/** Opens the thread of a card, cluster or image (TALK1). */
	openThread: (() => void) | null
	openSimilar: (() => void) | null
	/** Reads the paper notes in the only selected photo; null if this person cannot. */
	readNotes: (() => void) | null
	share: (() => void) | null
	sendToPlenary: (() => void) | null
	/** Suggests clusters for the selection; null if this person cannot. */
	suggest: (() => void) | null
	/** Opens the export dialog; null where there is none. */
	openExport: (() => void) | null
}

/** Returns the groups of entries for the selection. An action that is not possible has none. */
export function useMenuGroups(): MenuEntry[][] {
	const state = useMenuState()
	const { cards, selection, isReadonly } = state
	const canChange = !isReadonly && selection.length > 0
	const groups: Entries[] = [
		clipboardEntries(state),
		canChange
			? [...(cards.length > 0 ? cardEntries(state) : []), ...clusterEntries(state), ...openingEntries(state)]
			: [],
		canChange ? lockEntries(state) : [],
		canChange ? orderEntries(state) : [],
		boardEntries(state),
	]
	return groups.map((entries) => entries.filter((entry) => entry !== false)).filter((entries) => entries.length > 0)
}

function useMenuState(): MenuState {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const { credentials, board, mode } = useBoardContext()
	const attempt = useAttempt()
	const selection = useValue('selection', () => editor.getSelectedShapes(), [editor])
	const cards = selection.filter((shape) => isCard(shape))
	const [card] = cards
	const onlyCard = card && selection.length === 1 ? card : null
	const isReadonly = useValue('is readonly', () => editor.getIsReadonly(), [editor])
	const denied = {
		write: useDeniedReason('write'),
		arrange: useDeniedReason('arrange'),
		link: useDeniedReason('link'),
	}
	const openDetails = useOpenDetails()
	const send = useSendShapes()
	const threads = useOpenThreads()
	const suggest = useSuggestClusters()
	const selected = sortedSelection(editor)
	const sent = selection.filter(({ type }) => type === 'card' || type === 'image' || type === 'frame')
	const records = selection.map(({ id }) => id)
	const only = cards.length === 1 && card ? { id: card.id, kind: card.props.kind } : null
	return {
		editor,
		t,
		selection,
		cards,
		alignable: useAlignableCount(),
		isReadonly,
		can: {
			write: !isReadonly && denied.write === undefined,
			arrange: !isReadonly && denied.arrange === undefined,
			link: !isReadonly && denied.link === undefined,
		},
		isSnapping: useSyncExternalStore(snapSetting.subscribe, snapSetting.get),
		markSetUp:
			credentials.role === 'facilitator'
				? (isSetUp) => void attempt(() => sendCommand(credentials, { type: 'setup.mark', board, records, isSetUp }))
				: null,
		translation: useSwitchOf(selection.length === 1 ? selection[0] : undefined),
		editTranslation: useTranslationEdit(onlyCard),
		openDetails: openDetails && onlyCard ? () => openDetails(onlyCard.id) : null,
		openThread: threads && selection.length === 1 && sent.length === 1 ? () => threads.open(records[0] ?? '') : null,
		openSimilar: useOpenSimilar(only),
		readNotes: useNotesReading(selection),
		share: useShareCard(only),
		suggest: suggest && selected !== null ? () => suggest(selected) : null,
		sendToPlenary: send && sent.length > 0 ? () => send(sent.map(({ id }) => id)) : null,
		openExport:
			mode === 'work' && selection.length > 0 ? () => boardUi(editor).dialogs.isExportRequested.set(true) : null,
	}
}

/** Returns the switch of a translated card or title; null for other shapes. */
function useSwitchOf(shape: Shape | undefined) {
	const card = shape && isCard(shape) ? shape : null
	const cluster = shape?.type === 'frame' ? (shape as ClusterShape) : null
	const text = useReadText(card?.id ?? '', card?.props.text ?? '')
	const title = useReadTitle(cluster?.id ?? '', cluster?.props.name ?? '')
	return useTranslationSwitch(shape?.id ?? '', cluster ? title : text)
}

/** Returns the action that reads the notes in the only selected photo; else null. */
function useNotesReading([shape, ...more]: readonly Shape[]): (() => void) | null {
	const read = useReadNotes()
	return read && shape?.type === 'image' && more.length === 0 ? () => read(shape.id) : null
}

/** Returns the entry that opens the translation of a card; null if it is empty or locked. */
function useTranslationEdit(card: CardShape | null): MenuState['editTranslation'] {
	const { t } = useTranslation('board')
	const { credentials } = useBoardContext()
	const open = useOpenTranslation()
	const text = card?.props.text ?? ''
	const { isTranslated } = useKnownText(card?.id ?? '', text)
	if (!open || !card || text.trim() === '' || isCardLocked(card, credentials.role)) return null
	const label = t(isTranslated ? 'translate.correct' : 'translate.add')
	return { label, onChoose: () => open(card.id, null) }
}

const clipboardEntries = ({ editor, t, selection, can }: MenuState): Entries => {
	const hasSelection = selection.length > 0
	return [
		hasSelection &&
			can.write && { label: t('board:menu.cut'), keys: 'Ctrl X', onChoose: () => copyFromMenu(editor, 'cut') },
		hasSelection && { label: t('board:menu.copy'), keys: 'Ctrl C', onChoose: () => copyFromMenu(editor, 'copy') },
		can.write && {
			label: t('board:menu.paste'),
			keys: 'Ctrl V',
			onChoose: () => void pasteFromMenu(editor, t('board:menu.pasteHint')),
		},
		hasSelection &&
			can.write && { label: t('board:card.duplicate'), keys: 'Ctrl D', onChoose: () => duplicateSelection(editor) },
	]
}

/** The entries of the selected cards: kind, links, cluster and width. */
function cardEntries({ editor, t, cards, can }: MenuState): Entries {
	const [first, second, ...more] = cards
	const isWide = cards.every(({ props }) => props.w > CARD_WIDTH)
	return [
		can.write && {
			label: t('board:list.kind'),
			items: CARD_KINDS.map((kind) => ({ label: t(`app:kinds.${kind}`), onChoose: () => setKind(editor, kind) })),
		},
		first !== undefined &&
			second !== undefined &&
			more.length === 0 &&
			can.link && { label: t('board:menu.linkCards'), onChoose: () => linkCards(editor, first, second) },
		first !== undefined &&
			second === undefined &&
			can.link &&
			can.write && {
				label: t('board:menu.linkedCard'),
				onChoose: () => addLinkedCard(editor, { card: first.id, side: 'right' }),
			},
		can.arrange && { label: t('board:card.wrap'), onChoose: () => createClusterAroundSelection(editor) },
		can.arrange &&
			can.write && {
				label: t(isWide ? 'board:menu.usualWidth' : 'board:menu.wider'),
				onChoose: () => toggleWide(editor),
			},
	]
}

/** The entries of several shapes, and of clusters. */
function clusterEntries({ editor, t, selection, alignable, can, suggest }: MenuState): Entries {
	const arrangements = [...ALIGNMENTS, ...(alignable > 2 ? DISTRIBUTIONS : [])]
	return [
		can.arrange && suggest !== null && { label: t('board:sorting.open'), onChoose: suggest },
		can.arrange &&
			selection.some(({ type }) => type === 'frame') && {
				label: t('board:menu.removeCluster'),
				keys: 'Ctrl Shift F',
				onChoose: () => removeSelectedClusters(editor),
			},
		can.arrange &&
			alignable > 1 && {
				label: t('board:align.open'),
				items: arrangements.map((arrangement) => ({
					label: t(`board:${arrangement.label}`),
					onChoose: () => arrangeSelection(editor, arrangement),
				})),
			},
	]
}

/** Maximum number of a card's links in the menu; few texts have more. */
const MAX_LINKS = 5

/** The links in the text of the only card (TEXT2), its details, similar cards, and the plenary. */
function openingEntries(state: MenuState): Entries {
	const { t, selection, can, translation, editTranslation, openDetails, openThread } = state
	const { openSimilar, readNotes, share, sendToPlenary } = state
	const [shape] = selection
	const text = shape && selection.length === 1 && isCard(shape) ? shape.props.text : ''
	return [
		...linksIn(text)
			.slice(0, MAX_LINKS)
			.map(({ text: shown, href }) => ({
				label: t('board:menu.open', { address: shorten(shown) }),
				onChoose: () => openLink(href),
			})),
		translation ?? false,
		(can.write && editTranslation) || false,
		openDetails !== null && { label: t('board:details.open'), keys: 'I', onChoose: openDetails },
		openThread !== null && { label: t('board:threads.title'), onChoose: openThread },
		openSimilar !== null && {
			label: t(`board:${similarLabel(shape && isCard(shape) ? shape.props.kind : undefined)}`),
			onChoose: openSimilar,
		},
		readNotes !== null && can.write && { label: t('board:photo.read'), onChoose: readNotes },
		share !== null && { label: t('board:menu.shareCities'), onChoose: share },
		sendToPlenary !== null && { label: t('board:menu.toPlenary'), onChoose: sendToPlenary },
	]
}

const shorten = (address: string) => (address.length > 40 ? `${address.slice(0, 39)}…` : address)

/** The lock of the selection (LOCK1), and the locked layer of the facilitator (SETUP1). */
function lockEntries({ editor, t, selection, can, markSetUp }: MenuState): Entries {
	const isInLayer = selection.every(({ meta }) => meta['isSetUp'] === true)
	return [
		can.arrange &&
			!isInLayer && {
				label: t(isSelectionLocked(editor) ? 'board:menu.unlock' : 'board:menu.lock'),
				keys: 'Shift L',
				onChoose: () => toggleLock(editor),
			},
		markSetUp !== null && {
			label: t(isInLayer ? 'board:menu.unlockForParticipants' : 'board:menu.lockForParticipants'),
			onChoose: () => markSetUp(!isInLayer),
		},
	]
}

const orderEntries = ({ editor, t, can }: MenuState): Entries => [
	can.arrange && { label: t('board:menu.bringToFront'), keys: ']', onChoose: () => bringToFront(editor) },
	can.arrange && { label: t('board:menu.sendToBack'), keys: '[', onChoose: () => sendToBack(editor) },
]

const boardEntries = ({ editor, t, selection, isReadonly, isSnapping, openExport }: MenuState): Entries => [
	{ label: t('board:menu.selectAll'), keys: 'Ctrl A', onChoose: () => selectAll(editor) },
	openExport !== null && { label: t('board:menu.export'), onChoose: openExport },
	!isReadonly && { label: t('board:menu.snap'), isOn: isSnapping, onChoose: () => setSnapping(!isSnapping) },
	!isReadonly &&
		selection.length > 0 && { label: t('board:card.delete'), keys: 'Del', onChoose: () => deleteSelection(editor) },
]
