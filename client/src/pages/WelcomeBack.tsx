import { useState } from 'react'
import { useLocation } from 'wouter'
import { useTranslation } from '../i18n/useTranslation.ts'
import { failureOf, fetchWorkshop } from '../session/api.ts'
import { forgetCredentials, loadCredentials, type Participation } from '../session/credentials.ts'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/ToastProvider.tsx'
import styles from './JoinPage.module.css'
import { BoardPage } from './lazyPages.ts'

interface WelcomeBackProps {
	person: Participation
	onSomeoneElse: () => void
}

/** Greets someone who joined on this browser before: one touch leads back to their place. */
export function WelcomeBack({ person, onSomeoneElse }: WelcomeBackProps) {
	const { t } = useTranslation()
	const [, navigate] = useLocation()
	const showToast = useToast()
	const [isJoining, setJoining] = useState(false)

	const goOn = async () => {
		const credentials = loadCredentials(person.workshop, 'participant')
		if (!credentials) return onSomeoneElse()
		setJoining(true)
		BoardPage.prefetch()
		try {
			await fetchWorkshop(credentials)
			navigate(`/w/${person.workshop}`)
		} catch (thrown) {
			const code = failureOf(thrown)
			// That page says what can be done.
			if (code === 'removed') return navigate(`/w/${person.workshop}`)
			setJoining(false)
			if (code !== 'not_signed_in' && code !== 'not_allowed' && code !== 'not_found') {
				return showToast(t(`errors.${code}`), 'error')
			}
			forgetCredentials(person.workshop, 'participant')
			showToast(t('join.forgotten'), 'error')
			onSomeoneElse()
		}
	}
	return (
		<section className={styles['form']}>
			<p className={styles['eyebrow']}>{person.title}</p>
			<h1>{t('join.welcomeBack')}</h1>
			<p className={styles['person']}>
				<strong>{person.name}</strong>
				<span>{person.city}</span>
			</p>
			<div className={styles['action']}>
				<Button look="primary" size="large" busy={isJoining} onClick={goOn}>
					{isJoining ? t('join.joining') : t('join.continue', { name: person.name })}
				</Button>
				<Button look="quiet" size="large" onClick={onSomeoneElse}>
					{t('join.someoneElse')}
				</Button>
			</div>
		</section>
	)
}
