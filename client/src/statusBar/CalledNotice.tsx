import { type Command, findBoard, type Gathering } from '@charrette/shared'
import { sendCommand } from '../connection/api/commands.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useBoardPlace } from '../navigation/BoardPlace.ts'
import type { BoardView } from '../navigation/boardView.ts'
import { Notice } from '../ui/Notices.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { useGatheringControls } from './GatheringControls.tsx'

export interface CalledNoticeProps {
	gathering: Gathering
	view: BoardView
	isViewingHistory: boolean
}

/** Informs a facilitator who has come to the gathering, which asks only the others (STAGE2a). */
export function CalledNotice({ gathering, view, isViewingHistory }: CalledNoticeProps) {
	const { workshop, credentials, board: open, people, clock } = useBoardPlace()
	const { t } = useTranslation()
	const attempt = useAttempt()
	const run = (command: Command) => attempt(() => sendCommand(credentials, command))
	const { progress, buttons } = useGatheringControls({
		...{ workshop, gathering, people, clock, run },
		// The canvas has a button that ends a gathering at its board.
		isStopElsewhere: view === 'canvas' && gathering.board === open && !isViewingHistory,
	})
	const board = findBoard(workshop, gathering.board)?.board.title ?? ''
	return (
		<Notice rank="state" icon="gather" actions={buttons}>
			{t('gathering.calling', { board })} {progress}
		</Notice>
	)
}
