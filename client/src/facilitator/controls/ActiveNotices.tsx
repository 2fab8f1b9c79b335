import { findBoard, type Workshop } from '@charrette/shared'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import type { RunCommand } from '../useCommand.ts'
import styles from './controls.module.css'

/**
 * The gathering, the message and the projected board while they are active, each with a button that
 * ends it.
 */
export function ActiveNotices({ workshop, run }: { workshop: Workshop; run: RunCommand }) {
	const { t } = useTranslation('dashboard')
	const titleOf = (id: string) => findBoard(workshop, id)?.board.title ?? ''
	const { gathering, spotlight, message, followsFacilitator = false } = workshop
	if (!gathering && !spotlight && !message) return null
	return (
		<div className={styles['notices']} role="status">
			{gathering && (
				<p className={styles['notice']}>
					<Icon name="gather" size={18} />
					<span>{t('gathering.called', { board: titleOf(gathering.board) })}</span>
					<Button size="small" variant="primary" onClick={() => run({ type: 'people.gather', board: null })}>
						{t('gathering.stop')}
					</Button>
				</p>
			)}
			{message && (
				<p className={styles['notice']}>
					<Icon name="message" size={18} />
					<span>{t('controls.currentMessage', { text: message.text })}</span>
					<Button size="small" onClick={() => run({ type: 'message.clear' })}>
						{t('controls.removeMessage')}
					</Button>
				</p>
			)}
			{spotlight && (
				<p className={styles['notice']}>
					<Icon name="projector" size={18} />
					<span>{t('gathering.projector', { board: titleOf(spotlight) })}</span>
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
		</div>
	)
}
