import { findBoard, type Workshop } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Dots } from './Dots.tsx'
import { ResultList } from './ResultList.tsx'
import { useKindsWords } from './useKindsWords.ts'
import type { VoteStand } from './Vote.ts'
import { useVoteStand } from './VoteContext.ts'
import styles from './vote.module.css'

/** The vote in the strip of what there is to do: how many dots are left, or the way to the last result. */
export function VoteChip({ workshop }: { workshop: Workshop }) {
	const { t } = useTranslation('board')
	const stand = useVoteStand()
	const [isOpen, setOpen] = useState(false)
	if (stand?.round) return <Left stand={stand} />
	const result = stand?.result
	if (!result) return null
	return (
		<>
			<Button size="small" icon="check" className={styles['result']} onClick={() => setOpen(true)}>
				<span>{t('vote.result')}</span>
			</Button>
			{isOpen && (
				<Dialog title={result.title} onClose={() => setOpen(false)}>
					<ResultList result={result} boardOf={(id) => findBoard(workshop, id)?.board.title ?? ''} />
				</Dialog>
			)}
		</>
	)
}

function Left({ stand: { round, ballot, isOffline } }: { stand: VoteStand }) {
	const { t } = useTranslation('board')
	const kinds = useKindsWords(round)
	if (!round) return null
	const left = ballot?.left
	const words = isOffline
		? t('vote.offline')
		: left === undefined
			? t('vote.open')
			: t('vote.left', { count: left, budget: round.budget })
	return (
		<span
			className={styles['chip']}
			role="status"
			data-offline={isOffline || undefined}
			title={[round.title, kinds].filter(Boolean).join(' · ')}
		>
			<b>{round.title}</b>
			{kinds && <span className={styles['kinds']}>{kinds}</span>}
			{left !== undefined && !isOffline && <Dots given={round.budget - left} left={left} />}
			<span>{words}</span>
		</span>
	)
}
