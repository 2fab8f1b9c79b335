import { CLOSE, type CloseCode } from '@charrette/shared'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { hasJustReloaded, reloadPage } from '../../session/reloadPage.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import styles from './refused.module.css'

const REASONS = {
	[CLOSE.badToken]: 'badToken',
	[CLOSE.noAccess]: 'noAccess',
	[CLOSE.noRoom]: 'noRoom',
	[CLOSE.clientTooOld]: 'tooOld',
} as const

/** Why the server does not show this board, and what one can do about it. */
export function BoardRefused({ code }: { code: CloseCode }) {
	const { t } = useTranslation('board')
	const reason = code in REASONS ? REASONS[code as keyof typeof REASONS] : 'other'
	const words = reason === 'tooOld' && hasJustReloaded() ? 'stillTooOld' : reason
	return (
		<div className={styles['refused']} role="alert">
			<Icon name="lock" size={32} />
			<p>{t(`refused.${words}`)}</p>
			{reason === 'badToken' ? (
				<LinkButton href="/join" look="primary">
					{t('refused.rejoin')}
				</LinkButton>
			) : (
				<Button look="primary" onClick={reloadPage}>
					{t('refused.reload')}
				</Button>
			)}
		</div>
	)
}
