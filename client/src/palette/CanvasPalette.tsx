import { CARD_KINDS } from '@charrette/shared'
import { useMemo } from 'react'
import { useSuggestClusters } from '../boardParts/detailsContext.ts'
import { useBoardContext } from '../canvas/BoardContext.ts'
import { boardUi } from '../canvas/boardUi.ts'
import { CanvasControls, useRegisterOpenMenu } from '../canvas/CanvasControls.tsx'
import { addCardAtPointer } from '../canvas/card/addCards.ts'
import { duplicateSelection, selectedCards, toggleLock } from '../canvas/card/changeCards.ts'
import { createClusterAroundSelection } from '../canvas/cluster/createCluster.ts'
import { useEditor } from '../canvas/engine/editor.ts'
import type { ShapeId } from '../canvas/engine/shapes.ts'
import { ALIGNMENTS, arrangeSelection, DISTRIBUTIONS } from '../canvas/panels/alignments.ts'
import { startSearch } from '../canvas/search/SearchBox.tsx'
import { showObstacles } from '../canvas/search/showObstacles.ts'
import { setSnapping, snapSetting } from '../canvas/snapSetting.ts'
import { sortedSelection } from '../canvas/tidy/sortedSelection.ts'
import { tidyBoard } from '../canvas/tidy/tidyBoard.ts'
import { TIDY_LAYOUTS } from '../canvas/tidy/tidyLayouts.ts'
import { chooseTool, TOOLS } from '../canvas/toolbars/tools.ts'
import { zoomToBoard, zoomToCard } from '../canvas/viewport/camera.ts'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { useGoToBoard } from '../navigation/useGoToBoard.ts'
import { followOrExplain } from '../presence/FollowBanner.tsx'
import { useReader } from '../reading/useReading.tsx'
import { useOpenThreads } from '../threads/ThreadPlace.ts'
import { CommandPalette } from './CommandPalette.tsx'
import { cardEntries, type PaletteEntry } from './paletteEntries.ts'
import type { PaletteProps } from './usePalette.ts'
import { workshopEntries } from './workshopEntries.ts'

export interface CanvasPaletteProps extends PaletteProps {
	onList: () => void
	onHistory: () => void
}

export function CanvasPalette({ typed, onClose, ...props }: CanvasPaletteProps) {
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
			<CommandPalette entries={withFocus} typed={typed} onClose={onClose} />
		</CanvasControls>
	)
}

function useCanvasEntries({ onList, onHistory }: Omit<CanvasPaletteProps, keyof PaletteProps>): PaletteEntry[] {
	const editor = useEditor()
	const { workshop, credentials, people, board } = useBoardPlace()
	const { t } = useTranslation(['board', 'app'])
	const { names } = useBoardContext()
	const { readText } = useReader()
	const goTo = useGoToBoard(workshop, credentials)
	const actions = useActionEntries({ onList, onHistory })
	return useMemo(() => {
		const others = people.filter((person) => !credentials.participant || person.participant !== credentials.participant)
		const { cards } = boardUi(editor).content.get()
		return [
			...cardEntries(cards, {
				kindOf: (kind) => t(`app:kinds.${kind}`),
				nameOf: (author) => names.get(author),
				readText,
				show: (id) => {
					editor.select(id as ShapeId)
					zoomToCard(editor, id as ShapeId)
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
	}, [editor, t, names, readText, people, credentials, workshop, board, goTo, actions])
}

/**
 * Returns the entries for the shortcuts and menus of the canvas. Each action explains a denial
 * itself.
 */
function useActionEntries({ onList, onHistory }: Pick<CanvasPaletteProps, 'onList' | 'onHistory'>): PaletteEntry[] {
	const editor = useEditor()
	const { t } = useTranslation(['board', 'app'])
	const { canEdit } = useBoardContext()
	const threads = useOpenThreads()
	const language = useLanguage()
	const suggest = useSuggestClusters()
	return useMemo(() => {
		const entry = (icon: PaletteEntry['icon'], label: string, run: () => void, shortcut?: string): PaletteEntry => ({
			id: `action ${label}`,
			section: 'actions',
			label,
			icon,
			run,
			...(shortcut && { shortcut }),
		})
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
					entry('undo', t('board:tools.undo'), () => editor.undo(), 'Ctrl Z'),
					entry('redo', t('board:tools.redo'), () => editor.redo(), 'Ctrl Shift Z'),
					...TIDY_LAYOUTS.map((layout) =>
						entry('tidy', `${t('board:tidy.open')}: ${t(`board:tidy.layouts.${layout}`)}`, () =>
							tidyBoard(editor, layout, language),
						),
					),
					...(suggest ? [entry('tidy', t('board:sorting.open'), () => suggest(sortedSelection(editor)))] : []),
					entry('align', t('board:menu.snap'), () => setSnapping(!snapSetting.get())),
					entry('import', t('app:import'), () => boardUi(editor).dialogs.importRequest.set({ files: [] })),
				]
		function selectionEntries(): PaletteEntry[] {
			const alignments = [...ALIGNMENTS, ...(selected > 2 ? DISTRIBUTIONS : [])]
			return [
				entry('lock', `${t('board:menu.lock')} / ${t('board:menu.unlock')}`, () => toggleLock(editor), 'Shift L'),
				entry('copy', t('board:card.duplicate'), () => duplicateSelection(editor), 'Ctrl D'),
				...(selectedCards(editor).length > 0
					? [entry('cluster', t('board:card.wrap'), () => createClusterAroundSelection(editor), 'C')]
					: []),
				...(selected > 1
					? alignments.map((arrangement) =>
							entry('align', t(`board:${arrangement.label}`), () => arrangeSelection(editor, arrangement)),
						)
					: []),
			]
		}
		const everybody = [
			entry('search', t('board:search.search'), () => startSearch(editor), '/'),
			entry('filter', t('board:coverage.showOpen'), () => showObstacles(editor, 'open')),
			entry('zoomIn', t('board:zoom.fit'), () => zoomToBoard(editor, { isAnimated: true }), 'Shift 1'),
			...TOOLS.filter((tool) => canEdit || tool.isForViewers).map((tool) =>
				entry(tool.icon, t(`board:${tool.label}`), () => chooseTool(editor, tool), tool.key.toUpperCase()),
			),
			entry('projector', t('board:present.start'), () => void boardUi(editor).presentation.presenting.set('board')),
			...(threads ? [entry('message', t('board:threads.title'), threads.openAll, 'Alt M')] : []),
			entry('list', t('board:list.views.list'), onList),
			entry('download', t('board:topBar.export'), () => void boardUi(editor).dialogs.isExportRequested.set(true)),
			entry('history', t('board:topBar.history'), onHistory),
			entry('help', t('board:shortcuts.title'), () => void boardUi(editor).dialogs.isHelpOpen.set(true), '?'),
		]
		return [...editing, ...everybody]
	}, [editor, t, canEdit, threads, language, suggest, onList, onHistory])
}
