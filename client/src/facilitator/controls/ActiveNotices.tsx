import {
	currentSession,
	findBoard,
	findRound,
	findSession,
	type Gathering,
	roundTitle,
	type Workshop,
} from '@charrette/shared'
import type { ServerClock } from '../../connection/serverClock.ts'
import type { Person } from '../../connection/useWorkshop.ts'
import { listNames } from '../../i18n/listText.ts'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { useGatheringControls } from '../../statusBar/GatheringControls.tsx'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { titleAnywhere } from '../titleAnywhere.ts'
import type { RunCommand } from '../useCommand.ts'
import styles from './controls.module.css'

interface ActiveNoticesProps {
	workshop: Workshop
	people: readonly Person[]
	clock: ServerClock
	run: RunCommand
}

/**
 * The gathering, the message and the projected board while they are active, each with a button that
 * ends it.
 */
export function ActiveNotices(props: ActiveNoticesProps) {
	const { workshop, run } = props
	const { t } = useTranslation('dashboard')
	const { gathering, spotlight, message, followsFacilitator = false } = workshop
	const addressed = currentSession(workshop)?.boards.filter((board) => board.message) ?? []
	const scene = useChosenScene(workshop)
	const chosen = spotlight ? null : scene
	if (!gathering && !spotlight && !message && !chosen && addressed.length === 0) return null
	return (
		<div className={styles['notices']} role="status">
			{gathering && <GatheringRow {...props} gathering={gathering} />}
			{message && (
				<MessageRow
					text={t('controls.currentMessage', { text: message.text })}
					onRemove={() => run({ type: 'message.clear' })}
				/>
			)}
			{addressed.map((board) => (
				<MessageRow
					key={board.id}
					text={t('tableMessage.current', { board: board.title, text: board.message?.text ?? '' })}
					onRemove={() => run({ type: 'message.clear', board: board.id })}
				/>
			))}
			{spotlight && (
				<p className={styles['notice']}>
					<Icon name="projector" size={18} />
					<span>{t('gathering.projector', { board: titleAnywhere(workshop, spotlight) })}</span>
					<Button
						size="small"
						aria-pressed={followsFacilitator}
						title={t('tile.followHint')}
						onClick={() => run({ type: 'spotlight.set', board: spotlight, follows: !followsFacilitator })}
					>
						{t('tile.follow')}
					</Button>
					<Button size="small" onClick={() => run({ type: 'spotlight.set', board: null })}>
						{t('gathering.lobby')}
					</Button>
				</p>
			)}
			{chosen && (
				<p className={styles['notice']}>
					<Icon name="projector" size={18} />
					<span>{t('gathering.projector', { board: chosen })}</span>
					<Button size="small" onClick={() => run({ type: 'projection.set', shows: null })}>
						{t('projections.phase')}
					</Button>
				</p>
			)}
		</div>
	)
}

function MessageRow({ text, onRemove }: { text: string; onRemove: () => void }) {
	const { t } = useTranslation('dashboard')
	return (
		<p className={styles['notice']}>
			<Icon name="message" size={18} />
			<span>{text}</span>
			<Button size="small" onClick={onRemove}>
				{t('controls.removeMessage')}
			</Button>
		</p>
	)
}

/**
 * Returns the title of a vote, session or boards that were chosen for the projector; null without.
 */
function useChosenScene(workshop: Workshop): string | null {
	const { t } = useTranslation('dashboard')
	const locale = useLocale()
	const { projectedRound, projectedSession, projectedBoards, projection } = workshop
	if (projectedBoards) return listNames(projectedBoards.map((board) => titleAnywhere(workshop, board)))
	const round = projectedRound && findRound(workshop, projectedRound)
	if (round) return roundTitle(round, locale)
	const session = projectedSession && findSession(workshop, projectedSession)
	return session && projection ? `${t(`projections.${projection}`)} · ${session.title}` : null
}

/** The board of the gathering, and who has come (STAGE2a). */
function GatheringRow(props: ActiveNoticesProps & { gathering: Gathering }) {
	const { t } = useTranslation('dashboard')
	const { progress, buttons } = useGatheringControls(props)
	const board = findBoard(props.workshop, props.gathering.board)?.board.title ?? ''
	return (
		<p className={styles['notice']}>
			<Icon name="gather" size={18} />
			<span>
				{t('gathering.called', { board })} <small>{progress}</small>
			</span>
			{buttons}
		</p>
	)
}
