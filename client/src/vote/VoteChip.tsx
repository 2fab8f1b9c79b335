import { roundTitle, type VoteRound, type Workshop } from '@charrette/shared'
import { fetchChunkOnce } from '../connection/fetchChunk.ts'
import { useLanguage, useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { useLazyDialog } from '../ui/useLazyDialog.tsx'
import { Dots } from './Dots.tsx'
import { useVoteState } from './useBoardVotes.ts'
import type { VoteResultDialogProps } from './VoteResultDialog.tsx'
import styles from './vote.module.css'
import type { VoteState } from './voteState.ts'

interface VoteChipProps {
	workshop: Workshop
	/** Texts beside the chip, among which the question may be. */
	beside: readonly string[]
}

/**
 * The vote in the session's status bar: the question, unless it is beside the chip already, and the
 * number of remaining dots; or a button that opens the last result.
 */
export function VoteChip({ workshop, beside }: VoteChipProps) {
	const state = useVoteState()
	if (state?.round) return <DotsLeft state={state} beside={beside} />
	return state?.result ? <ResultButton workshop={workshop} result={state.result} /> : null
}

const RESULT_DIALOG = {
	load: async () => (await fetchChunkOnce(() => import('./VoteResultDialog.tsx'))).VoteResultDialog,
	texts: 'board',
	isPrefetched: true,
} as const

function ResultButton(props: Omit<VoteResultDialogProps, 'onClose'>) {
	const { t } = useTranslation('board')
	const { open, dialog } = useLazyDialog<VoteResultDialogProps>(RESULT_DIALOG, props)
	return (
		<>
			<Button size="small" icon="ranking" className={styles['result']} onClick={open}>
				<span>{t('vote.result')}</span>
			</Button>
			{dialog}
		</>
	)
}

function DotsLeft({ state: { round, ballot, isOffline }, beside }: { state: VoteState; beside: readonly string[] }) {
	const { t } = useTranslation('board')
	const kinds = useVotedKindsText(round)
	const locale = useLocale()
	if (!round) return null
	const title = roundTitle(round, locale)
	const left = ballot?.left
	const label = isOffline
		? t('vote.offline')
		: left === undefined
			? t('vote.open')
			: t('vote.left', { count: left, budget: round.budget })
	return (
		<span
			className={styles['chip']}
			role="status"
			data-offline={isOffline || undefined}
			title={[title, kinds].filter(Boolean).join(' · ')}
		>
			{!beside.includes(title) && <b>{title}</b>}
			{kinds && <span className={styles['kinds']}>{kinds}</span>}
			{left !== undefined && !isOffline && <Dots given={round.budget - left} left={left} />}
			<span className={styles['label']}>{label}</span>
			{left !== undefined && !isOffline && (
				<span className={styles['short']} aria-hidden="true">
					{t('vote.leftShort', { count: left })}
				</span>
			)}
		</span>
	)
}

/** Returns the voted kinds of card as a sentence; null if all kinds are voted on. */
export function useVotedKindsText(round: Pick<VoteRound, 'kinds'> | null): string | null {
	const { t } = useTranslation('board')
	const list = new Intl.ListFormat(useLanguage(), { type: 'conjunction' })
	const kinds = round?.kinds
	return kinds ? t('vote.on', { kinds: list.format(kinds.map((kind) => t(`vote.kinds.${kind}`))) }) : null
}
