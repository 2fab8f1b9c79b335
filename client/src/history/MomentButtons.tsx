import type { Snapshot } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Menu } from '../ui/Menu.tsx'
import { ReplaceDialog } from './ReplaceDialog.tsx'
import styles from './timeline.module.css'
import type { MomentActions } from './useMomentActions.ts'

interface MomentButtonsProps {
	moment: Snapshot
	actions: MomentActions
	/** The cards that are to be brought back alone. */
	picked: ReadonlySet<string>
	onBroughtBack: () => void
}

/** What a facilitator does with a moment: bring it back, or some of its cards, or have it as a board of its own. */
export function MomentButtons({ moment, actions, picked, onBroughtBack }: MomentButtonsProps) {
	const { t } = useTranslation('history')
	const [isReplacing, setReplacing] = useState(false)
	const { isBusy } = actions
	const bringBack = async () => {
		if (await actions.bringBack(moment, [...picked])) onBroughtBack()
	}
	return (
		<fieldset className={styles['buttons']} aria-label={t('actions')}>
			{picked.size > 0 ? (
				<Button size="small" look="primary" icon="undo" busy={isBusy} onClick={bringBack}>
					{t('bringBack', { count: picked.size })}
				</Button>
			) : (
				<Button
					size="small"
					look="primary"
					icon="history"
					busy={isBusy}
					title={t('restoreMore')}
					onClick={() => actions.restore(moment)}
				>
					{t('restore')}
				</Button>
			)}
			<Button size="small" icon="copy" busy={isBusy} title={t('copyMore')} onClick={() => actions.copy(moment)}>
				{t('copy')}
			</Button>
			<Menu icon="more" label={t('actions')} items={[{ label: t('replace'), onChoose: () => setReplacing(true) }]} />
			{isReplacing && (
				<ReplaceDialog
					onReplace={() => {
						setReplacing(false)
						actions.replace(moment)
					}}
					onClose={() => setReplacing(false)}
				/>
			)}
		</fieldset>
	)
}
