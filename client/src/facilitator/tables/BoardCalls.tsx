import type { BoardId, Workshop } from '@charrette/shared'
import { useEffect } from 'react'
import { useLocation } from 'wouter'
import type { Credentials } from '../../connection/credentials.ts'
import type { Person } from '../../connection/useWorkshop.ts'
import { joinParts } from '../../i18n/listText.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { boardPath } from '../../navigation/paths.ts'
import { useToast } from '../../ui/Toasts.tsx'
import { useTableView } from './tableView.ts'
import { useHelpCalls, useNewCalls } from './useHelpCalls.ts'

export interface BoardCallsProps {
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	/** The board of the page. */
	open: BoardId | null
	/** Called with the number of calls. */
	onCount: (calls: number) => void
}

/**
 * Informs a facilitator with an open board of calls for help from other boards, with a button that
 * goes there. Reports the number of calls, for the title (BLOCK5).
 */
export function BoardCalls({ credentials, workshop, people, open, onCount }: BoardCallsProps) {
	const { t } = useTranslation()
	const showToast = useToast()
	const [, navigate] = useLocation()
	const { me } = useTableView(credentials.workshop).view
	const calls = useHelpCalls({ workshop, people, me })
	useEffect(() => onCount(calls.length), [calls.length, onCount])
	useNewCalls(calls, (added) => {
		for (const { participant, group } of added) {
			if (!group || group.board === open) continue
			showToast(joinParts([group.name, participant.name, t('signals.help')]), 'note', {
				label: t('plenary.open'),
				onChoose: () => navigate(boardPath(credentials.workshop, group.board, 'facilitator')),
			})
		}
	})
	return null
}
