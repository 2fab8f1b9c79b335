import { useEffect } from 'react'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { useExportMenu } from '../export/useExportMenu.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { BoardList } from '../list/BoardList.tsx'
import { ViewSwitch } from '../navigation/BoardNavigation.tsx'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import type { ListPaletteProps } from '../palette/ListPalette.tsx'
import { type PaletteProps, usePalette } from '../palette/usePalette.ts'
import { StatusButtons } from '../presence/StatusButtons.tsx'
import { SessionStatusBar } from '../statusBar/SessionStatusBar.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { BoardSharing, type BoardViewProps } from './BoardViewParts.tsx'

export function ListView(all: BoardViewProps) {
	const { onView, reveal, onRevealSeen, ...props } = all
	const { credentials, workshop, board } = useBoardPlace()
	const { t } = useTranslation('board')
	const showToast = useToast()
	useEffect(() => {
		if (!reveal) return
		showToast(t('privateWriting.revealed', { count: reveal.cards }))
		onRevealSeen()
	}, [reveal, onRevealSeen, showToast, t])
	const records = props.isPrivate ? null : props.document.records
	const { items, dialog } = useExportMenu({ credentials, workshop, board, records }, () => [])
	return (
		<BoardList
			{...props}
			statusBar={<SessionStatusBar variant="list" />}
			viewSwitch={<ViewSwitch view="list" onChange={onView} />}
			exportItems={items}
			sharing={<BoardSharing />}
			statusButtons={credentials.participant && <StatusButtons />}
		>
			{dialog}
			<Palette exportItems={items} onCanvas={() => onView('canvas')} onHistory={props.onHistory} />
		</BoardList>
	)
}

const PALETTE = {
	load: async () => (await fetchChunkOnce(() => import('../palette/ListPalette.tsx'))).ListPalette,
	texts: 'board',
} as const

/** The command palette, in a chunk of its own. */
function Palette(props: Omit<ListPaletteProps, keyof PaletteProps>) {
	return usePalette<ListPaletteProps>(PALETTE, props)
}
