import { useEffect } from 'react'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { useExportMenu } from '../export/ExportDialog.tsx'
import { useTranslation } from '../i18n/useTranslation.ts'
import { BoardList } from '../list/BoardList.tsx'
import type { ListPaletteProps } from '../palette/ListPalette.tsx'
import { usePaletteKey } from '../palette/usePaletteKey.ts'
import { StatusButtons } from '../presence/StatusButtons.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { ViewSwitch } from '../workshop/BoardNavigation.tsx'
import { useLazyDialog } from '../workshop/useLazyDialog.tsx'
import { BoardSharing, type BoardViewProps } from './BoardViewParts.tsx'

/** A board as a list. */
export function ListView(all: BoardViewProps) {
	const { onView, personStatus, onStatus, statusBar, reveal, onRevealSeen, ...props } = all
	const { document, isPrivate, credentials, workshop, board } = props
	const { t } = useTranslation('board')
	const showToast = useToast()
	useEffect(() => {
		if (!reveal) return
		showToast(t('privateWriting.revealed', { count: reveal.cards }))
		onRevealSeen()
	}, [reveal, onRevealSeen, showToast, t])
	const records = isPrivate ? null : document.records
	const { items, dialog } = useExportMenu({ credentials, workshop, board, records }, () => [])
	return (
		<BoardList
			{...props}
			statusBar={statusBar('list')}
			viewSwitch={<ViewSwitch view="list" onChange={onView} />}
			exportItems={items}
			sharing={<BoardSharing credentials={credentials} workshop={workshop} board={board} />}
			statusButtons={credentials.participant && <StatusButtons status={personStatus} onChange={onStatus} />}
		>
			{dialog}
			<Palette
				{...{ workshop, credentials, board }}
				people={props.people}
				exportItems={items}
				onCanvas={() => onView('canvas')}
				onHistory={props.onHistory}
			/>
		</BoardList>
	)
}

/** The command palette, a chunk of its own that is fetched when its key is pressed. */
function Palette(props: Omit<ListPaletteProps, 'onClose'>) {
	const { open, dialog } = useLazyDialog<ListPaletteProps>(
		{
			load: async () => (await fetchChunkOnce(() => import('../palette/ListPalette.tsx'))).ListPalette,
			texts: 'board',
		},
		props,
	)
	usePaletteKey(open)
	return dialog
}
