import { type BoardId, CARD_KINDS, type Workshop } from '@charrette/shared'
import { type TLShapeId, useActions, useEditor, useTools } from '@tldraw/tldraw'
import { useMemo } from 'react'
import { useBoardContext } from '../board/BoardContext.ts'
import { boardUi } from '../board/boardUi.ts'
import { CanvasControls, useRegisterOpenMenu } from '../board/CanvasControls.tsx'
import { addCardAtPointer } from '../board/card/addCards.ts'
import { selectedCards } from '../board/card/changeCards.ts'
import { createClusterAroundSelection } from '../board/cluster/createCluster.ts'
import { ALIGNMENTS, DISTRIBUTIONS } from '../board/panels/AlignMenu.tsx'
import { startSearch } from '../board/search/SearchBox.tsx'
import { TIDY_LAYOUTS, tidyBoard } from '../board/tidy/TidyMenu.tsx'
import { TOOLS } from '../board/toolbars/tools.ts'
import { zoomToCard } from '../board/viewport/camera.ts'
import type { Credentials } from '../connection/credentials.ts'
import type { Person } from '../connection/useWorkshop.ts'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { followOrExplain } from '../presence/FollowBanner.tsx'
import { useGoToBoard } from '../workshop/useGoToBoard.ts'
import { CommandPalette } from './CommandPalette.tsx'
import { cardEntries, type PaletteEntry } from './paletteEntries.ts'
import { workshopEntries } from './workshopEntries.ts'

export interface CanvasPaletteProps {
	workshop: Workshop
	credentials: Credentials
	people: readonly Person[]
	board: BoardId
	onList: () => void
	onHistory: () => void
	onClose: () => void
}

/** The palette of the canvas. */
export function CanvasPalette({ onClose, ...props }: CanvasPaletteProps) {
	useRegisterOpenMenu('palette')
	const entries = useCanvasEntries(props)
	const editor = useEditor()
	// The canvas has keyboard focus afterwards, unless the entry moves the focus to a text.
	const withFocus = useMemo(
		() =>
			entries.map((entry) => ({
				...entry,
				run: () => {
					editor.getContainer().focus()
					entry.run()
				},
			})),
		[entries, editor],
	)
	return (
		<CanvasControls>
			<CommandPalette entries={withFocus} onClose={onClose} />
		</CanvasControls>
	)
}

function useCanvasEntries({
	workshop,
	credentials,
	people,
	board,
	onList,
	onHistory,
}: Omit<CanvasPaletteProps, 'onClose'>): PaletteEntry[] {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const { names } = useBoardContext()
	const goTo = useGoToBoard(workshop, credentials)
	const actions = useActionEntries({ onList, onHistory })
	return useMemo(() => {
		const others = people.filter((person) => !credentials.participant || person.participant !== credentials.participant)
		const { cards } = boardUi(editor).content.get()
		return [
			...cardEntries(cards, {
				kindOf: (kind) => t(`app:kinds.${kind}`),
				nameOf: (author) => names.get(author),
				show: (id) => {
					editor.select(id as TLShapeId)
					zoomToCard(editor, id as TLShapeId)
				},
			}),
			...actions,
			...workshopEntries({
				workshop,
				people: others,
				board,
				facilitator: t('app:people.facilitator'),
				goTo,
				follow: (person) => followOrExplain(editor, person, t),
			}),
		]
	}, [editor, t, names, people, credentials, workshop, board, goTo, actions])
}

/**
 * Returns the entries for the shortcuts and menus of the canvas. Each action explains a denial
 * itself.
 */
function useActionEntries({ onList, onHistory }: Pick<CanvasPaletteProps, 'onList' | 'onHistory'>): PaletteEntry[] {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const { canEdit } = useBoardContext()
	const language = useLanguage()
	const actions = useActions()
	const tools = useTools()
	return useMemo(() => {
		const entry = (icon: PaletteEntry['icon'], label: string, run: () => void, shortcut?: string): PaletteEntry => ({
			id: `action ${label}`,
			section: 'actions',
			label,
			icon,
			run,
			...(shortcut && { shortcut }),
		})
		const act = (id: string) => () => void actions[id]?.onSelect('menu')
		const selected = editor.getSelectedShapeIds().length
		const editing = !canEdit
			? []
			: [
					...CARD_KINDS.map((kind, index) =>
						entry(
							'message',
							t('board:tools.newCard', { kind: t(`app:kinds.${kind}`) }),
							() => addCardAtPointer(editor, kind),
							String(index + 1),
						),
					),
					...(selected > 0 ? selectionEntries() : []),
					entry('undo', t('board:tools.undo'), act('undo'), 'Ctrl Z'),
					entry('redo', t('board:tools.redo'), act('redo'), 'Ctrl Shift Z'),
					...TIDY_LAYOUTS.map((layout) =>
						entry('tidy', `${t('board:tidy.open')}: ${t(`board:tidy.layouts.${layout}`)}`, () =>
							tidyBoard(editor, layout, language),
						),
					),
					entry('align', t('board:menu.snap'), act('toggle-snap-mode')),
					entry('import', t('app:import'), () => boardUi(editor).importRequest.set({ file: null })),
				]
		function selectionEntries(): PaletteEntry[] {
			const alignments = [...ALIGNMENTS, ...(selected > 2 ? DISTRIBUTIONS : [])]
			return [
				entry('lock', `${t('board:menu.lock')} / ${t('board:menu.unlock')}`, act('lock'), 'Shift L'),
				entry('copy', t('board:card.duplicate'), act('duplicate'), 'Ctrl D'),
				...(selectedCards(editor).length > 0
					? [entry('cluster', t('board:card.wrap'), () => createClusterAroundSelection(editor), 'C')]
					: []),
				...(selected > 1
					? alignments.map(({ action, label }) => entry('align', t(`board:${label}`), act(action)))
					: []),
			]
		}
		const everybody = [
			entry('search', t('board:search.search'), () => startSearch(editor), '/'),
			entry('zoomIn', t('board:zoom.fit'), act('zoom-to-fit'), 'Shift 1'),
			...TOOLS.filter((tool) => canEdit || tool.isForViewers).map(({ id, key, icon, label }) =>
				entry(icon, t(`board:${label}`), () => tools[id]?.onSelect('menu'), key.toUpperCase()),
			),
			entry('projector', t('board:present.start'), () => void boardUi(editor).presenting.set('board')),
			entry('list', t('board:list.views.list'), onList),
			entry('download', t('board:topBar.export'), () => void boardUi(editor).isExportRequested.set(true)),
			entry('history', t('board:topBar.history'), onHistory),
			entry('help', t('board:shortcuts.title'), () => void boardUi(editor).isHelpOpen.set(true), '?'),
		]
		return [...editing, ...everybody]
	}, [editor, t, canEdit, language, actions, tools, onList, onHistory])
}
