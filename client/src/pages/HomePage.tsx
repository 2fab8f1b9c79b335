import { type JoinCode, parseJoinCode } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { PageHeader } from '../workshop/PageHeader.tsx'
import { HeroMap } from './HeroMap.tsx'
import styles from './HomePage.module.css'
import { OpenWorkshop } from './OpenWorkshop.tsx'

/** What Charrette is, and the ways in: join with a code, open a workshop, try the sample. */
export function HomePage() {
	const { t } = useTranslation()
	useDocumentTitle(null)
	return (
		<div className={styles['page']}>
			<PageHeader />
			<main>
				<section className={styles['hero']}>
					<div className={styles['words']}>
						<h1>{t('home.title')}</h1>
						<p className={styles['lead']}>{t('home.lead')}</p>
						<JoinByCode />
					</div>
					<HeroMap />
				</section>
				<OpenWorkshop />
			</main>
			<footer className={styles['foot']}>{t('home.foot')}</footer>
		</div>
	)
}

function JoinByCode() {
	const { t } = useTranslation()
	const [, navigate] = useLocation()
	const [typed, setTyped] = useState('')
	const [error, setError] = useState<string | null>(null)

	const goToJoin = (code: JoinCode) => navigate(`/join#${code}`)
	const submit = (event: FormEvent) => {
		event.preventDefault()
		const code = parseJoinCode(typed)
		if (code) goToJoin(code)
		else setError(t('join.codeIncomplete'))
	}
	return (
		<form className={styles['join']} onSubmit={submit} noValidate>
			<TextField
				label={t('home.joinTitle')}
				hint={t('home.codeHint')}
				error={error}
				value={typed}
				onChange={(value) => {
					setTyped(value)
					setError(null)
				}}
				placeholder="7KQM-2HXD"
				autoCapitalize="characters"
				spellCheck={false}
				maxLength={40}
				className={styles['code']}
			/>
			<Button type="submit" look="primary" className={styles['joinButton']}>
				{t('home.join')}
			</Button>
		</form>
	)
}
