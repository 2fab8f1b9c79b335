import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { signInByRole } from '../connection/api/host.ts'
import { fetchOpening, startSignIn, takeSignInOutcome } from '../connection/api/server.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { useSave } from '../ui/useSave.ts'
import styles from './host.module.css'

/**
 * Signs the host in with an account of the organisation that has the role for it, in place of the
 * key (OIDC5). Nothing is shown on a server without such roles.
 */
export function HostAccountSignIn() {
	const { t } = useTranslation('host')
	const { data: opening } = useQuery({ queryKey: ['opening'], queryFn: fetchOpening })
	const client = useQueryClient()
	const attempt = useAttempt()
	const [outcome] = useState(takeSignInOutcome)
	const [isSaving, save] = useSave()
	if (!opening?.hostsSignIn) return null
	const { person } = opening
	const enter = async () => {
		if (await save(() => attempt(() => signInByRole().then(() => true)))) await client.invalidateQueries()
	}
	const refusal = person && !person.isHost ? 'refused' : outcome
	return (
		<section className={styles['account']} aria-label={t('account.begin')}>
			{refusal && !person?.isHost && (
				<p className={styles['refusal']} role="alert">
					{t(`account.${refusal}`)}
				</p>
			)}
			{person?.isHost ? (
				<Button size="large" busy={isSaving} onClick={enter}>
					{person.name ? t('account.as', { name: person.name }) : t('account.continue')}
				</Button>
			) : (
				<>
					{!refusal && <p>{t('account.lead')}</p>}
					<Button size="large" onClick={() => startSignIn('host')}>
						{refusal === 'refused' ? t('account.other') : t('account.begin')}
					</Button>
				</>
			)}
		</section>
	)
}
