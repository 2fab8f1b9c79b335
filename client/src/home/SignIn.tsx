import type { Opening } from '@charrette/shared'
import { useCallback, useEffect, useState } from 'react'
import { fetchOpening, signOut, startSignIn, takeSignInOutcome } from '../connection/api/server.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import styles from './home.module.css'

/**
 * Returns whether this browser may create workshops; null until the server has answered, or if it
 * does not answer.
 */
export function useOpeningRight() {
	const [opening, setOpening] = useState<Opening | null>(null)
	const refresh = useCallback(() => fetchOpening().then(setOpening, () => setOpening(null)), [])
	useEffect(() => void refresh(), [refresh])
	return { opening, refresh }
}

/** The prompt for people who must sign in before they create a workshop (OIDC1). */
export function SignInPrompt() {
	const { t } = useTranslation('home')
	const [outcome] = useState(takeSignInOutcome)
	return (
		<div className={styles['form']}>
			<p>{t('signIn.lead')}</p>
			{outcome && (
				<p className={styles['alert']} role="alert">
					{t(`signIn.${outcome}`)}
				</p>
			)}
			<div>
				<Button variant="primary" size="large" onClick={() => startSignIn('home')}>
					{t('signIn.begin')}
				</Button>
			</div>
		</div>
	)
}

/** The name of the signed-in person, and a button that signs them out. */
export function SignedIn({ name, onSignedOut }: { name: string; onSignedOut: () => void }) {
	const { t } = useTranslation('home')
	const attempt = useAttempt()
	const leave = async () => {
		if (await attempt(signOut)) onSignedOut()
	}
	return (
		<p className={styles['signedIn']}>
			{name ? t('signIn.as', { name }) : t('signIn.done')}
			<Button size="small" variant="quiet" onClick={leave}>
				{t('signIn.end')}
			</Button>
		</p>
	)
}
