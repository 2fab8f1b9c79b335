import type { CreateWorkshopBody, Locale } from '@charrette/shared'
import { useState } from 'react'
import { createWorkshop } from '../connection/api/workshops.ts'
import { SignedIn, SignInPrompt, useOpeningRight } from '../home/SignIn.tsx'
import { useCreateWorkshop } from '../home/useCreateWorkshop.tsx'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import styles from './CreateWorkshop.module.css'
import { CreateWorkshopForm } from './CreateWorkshopForm.tsx'

/** Creates a workshop: from the form, or as a copy of the sample. */
export function CreateWorkshop({ locales = [] }: { locales?: readonly Locale[] | undefined }) {
	const { t } = useTranslation()
	const locale = useLocale()
	const { create, isCreating, keyDialog } = useCreateWorkshop()
	const [isSample, setSample] = useState(false)
	const { opening, refresh } = useOpeningRight()
	const sample: CreateWorkshopBody = { title: t('home.sampleName'), locale, template: 'sample' }
	const start = (body: CreateWorkshopBody) => {
		setSample(body === sample)
		create((hostKey) => createWorkshop(body, hostKey), body === sample ? 'plenary' : 'links')
	}
	if (opening?.needs === 'sign_in_needed')
		return (
			<section className={styles['ways']} aria-labelledby="create">
				<div className={styles['panel']}>
					<h2 id="create">{t('home.createTitle')}</h2>
					<SignInPrompt />
				</div>
			</section>
		)
	return (
		<section className={styles['ways']} aria-label={t('home.createTitle')}>
			<div className={styles['panel']}>
				<h2>{t('home.createTitle')}</h2>
				{opening?.person && <SignedIn name={opening.person.name} onSignedOut={refresh} />}
				<p className={styles['lead']}>{t('home.createLead')}</p>
				<CreateWorkshopForm defaultLocales={locales} onCreate={start} isCreating={isCreating && !isSample} />
			</div>
			<div className={styles['sample']}>
				<h2>{t('home.sampleTitle')}</h2>
				<p className={styles['lead']}>{t('home.sampleLead')}</p>
				<SampleBoards />
				<Button size="large" icon="arrowRight" busy={isCreating && isSample} onClick={() => start(sample)}>
					{isCreating && isSample ? t('home.sampleOpening') : t('home.sample')}
				</Button>
			</div>
			{keyDialog}
		</section>
	)
}

/** Six tiny boards with as many cards as the boards of the sample's groups. */
function SampleBoards() {
	const boards = ['coooossoosr', 'coooossrso', 'coosoosssoa', 'cooooosrsa', 'cooossosoroa', 'coooosrss']
	const kinds = { o: 'obstacle', s: 'solution', c: 'case', r: 'resource', a: 'action' } as const
	return (
		<div className={styles['sampleBoards']} aria-hidden="true">
			{boards.map((board) => (
				<span key={board}>
					{[...board].map((letter, index) => (
						<i key={index} data-kind={kinds[letter as keyof typeof kinds]} />
					))}
				</span>
			))}
		</div>
	)
}
