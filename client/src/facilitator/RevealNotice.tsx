import type { BoardId, HeldCards } from '@charrette/shared'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import styles from './StageNotice.module.css'
import type { RunCommand } from './useCommand.ts'

/** How much people hold in private, and the ways to bring it to the boards, with names or without. Nothing if it is nothing. */
export function RevealNotice({ held, run }: { held: Partial<Record<BoardId, HeldCards>>; run: RunCommand }) {
	const { t } = useTranslation('desk')
	const count = Object.values(held).reduce((sum, here) => sum + (here?.cards ?? 0), 0)
	if (count === 0) return null
	return (
		<div className={styles['notices']} role="status">
			<p className={styles['notice']}>
				<Icon name="lock" size={18} />
				<span>{t('conduct.held', { count })}</span>
				<Button size="small" look="primary" onClick={() => run({ type: 'private.reveal', names: true })}>
					{t('conduct.reveal')}
				</Button>
				<Button size="small" onClick={() => run({ type: 'private.reveal', names: false })}>
					{t('conduct.revealUnnamed')}
				</Button>
			</p>
		</div>
	)
}
