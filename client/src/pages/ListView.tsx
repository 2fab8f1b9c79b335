import { useExportMenu } from '../export/ExportDialog.tsx'
import { BoardList } from '../list/BoardList.tsx'
import { SignalButtons } from '../presence/SignalButtons.tsx'
import { ViewSwitch } from '../workshop/BoardNavigation.tsx'
import { BoardSharing, type BoardViewProps, useToastOffset } from './BoardViewParts.tsx'

/** In px. */
const COMPOSER_HEIGHT = 148

/** A board as a list. */
export function ListView(all: BoardViewProps) {
	const { onView, signals, onSignals, statusBar, ...props } = all
	const { document, isPrivate, credentials, workshop, board } = props
	useToastOffset(COMPOSER_HEIGHT)
	const records = isPrivate ? null : document.records
	const { items, dialog } = useExportMenu({ credentials, workshop, board, records }, () => [])
	return (
		<BoardList
			{...props}
			statusBar={statusBar('list')}
			viewSwitch={<ViewSwitch view="list" onChange={onView} />}
			exportItems={items}
			sharing={<BoardSharing credentials={credentials} workshop={workshop} board={board} />}
			signals={credentials.participant && <SignalButtons signals={signals} onChange={onSignals} />}
		>
			{dialog}
		</BoardList>
	)
}
