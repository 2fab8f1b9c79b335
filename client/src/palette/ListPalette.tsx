import { authorNameLookup, readBoard } from '@charrette/shared'
import { useMemo } from 'react'
import type * as Y from 'yjs'
import { useSuggestClusters } from '../boardParts/detailsContext.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useListContext } from '../list/ListContext.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import { useGoToBoard } from '../navigation/useGoToBoard.ts'
import { useDisplayNames } from '../people/useDisplayNames.ts'
import { useReader } from '../reading/useReading.tsx'
import { useOpenThreads } from '../threads/ThreadPlace.ts'
import type { MenuItem } from '../ui/MenuPanel.tsx'
import { CommandPalette } from './CommandPalette.tsx'
import { cardEntries, type PaletteEntry } from './paletteEntries.ts'
import type { PaletteProps } from './usePalette.ts'
import { workshopEntries } from './workshopEntries.ts'

export interface ListPaletteProps extends PaletteProps {
	exportItems: readonly MenuItem[]
	onCanvas: () => void
	onHistory: () => void
}

export function ListPalette({ exportItems, onCanvas, onHistory, typed, onClose }: ListPaletteProps) {
	const { workshop, credentials, people, board } = useBoardPlace()
	const { t } = useTranslation(['board', 'app'])
	const { document, showOpenObstacles, goTo: goToCard } = useListContext()
	const goTo = useGoToBoard(workshop, credentials)
	const names = useDisplayNames(workshop)
	const { readText } = useReader()
	// The content is read once, when the palette opens: a list that changes under the pointer is hard
	// to use.
	const cards = useMemo(() => {
		const content = readBoard(document.records.doc as Y.Doc, authorNameLookup(names))
		return cardEntries(content.cards, {
			kindOf: (kind) => t(`app:kinds.${kind}`),
			nameOf: (author) => author,
			readText,
			show: goToCard,
		})
	}, [document, names, t, readText, goToCard])
	const threads = useOpenThreads()
	const suggest = useSuggestClusters()
	const entry = (icon: PaletteEntry['icon'], label: string, run: () => void): PaletteEntry => ({
		id: `action ${label}`,
		section: 'actions',
		label,
		icon,
		run,
	})
	const actions = [
		entry('canvas', t('board:list.views.canvas'), onCanvas),
		...(threads ? [entry('message', t('board:threads.title'), threads.openAll)] : []),
		...(suggest ? [entry('tidy', t('board:sorting.open'), () => suggest(null))] : []),
		entry('filter', t('board:coverage.showOpen'), showOpenObstacles),
		...exportItems.map(({ label, onChoose }) => entry('download', `${t('board:topBar.export')}: ${label}`, onChoose)),
		entry('history', t('board:topBar.history'), onHistory),
	]
	const others = people.filter((person) => !credentials.participant || person.participant !== credentials.participant)
	const facilitator = t('app:people.facilitator')
	const entries = [...cards, ...actions, ...workshopEntries({ workshop, people: others, board, facilitator, goTo })]
	return <CommandPalette entries={entries} typed={typed} onClose={onClose} />
}
