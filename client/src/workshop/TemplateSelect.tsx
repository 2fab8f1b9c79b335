import { type TemplateId, type TemplateOffer, textIn } from '@charrette/shared'
import { useEffect, useState } from 'react'
import { fetchTemplates } from '../connection/api.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Select } from '../ui/Select.tsx'
import styles from './TemplateSelect.module.css'

interface TemplateSelectProps {
	value: TemplateId | ''
	onChange: (template: TemplateId | '') => void
}

/** A way of working to start from, with a look at its phases; none is an empty run sheet. */
export function TemplateSelect({ value, onChange }: TemplateSelectProps) {
	const { t } = useTranslation()
	const locale = useLocale()
	const offers = useTemplates()
	const chosen = offers.find((offer) => offer.id === value)
	const options = [
		{ value: '' as const, label: t('template.none') },
		...offers.map(({ id, title }) => ({ value: id, label: textIn(title, locale) })),
	]
	return (
		<div className={styles['template']}>
			<span aria-hidden="true">{t('template.label')}</span>
			<Select label={t('template.label')} value={value} options={options} onChange={onChange} />
			<p>{chosen ? chosen.phases.map((phase) => textIn(phase.title, locale)).join(' → ') : t('template.hint')}</p>
		</div>
	)
}

/** The templates of this server; none as long as it has not answered. */
function useTemplates(): readonly TemplateOffer[] {
	const [offers, setOffers] = useState<readonly TemplateOffer[]>([])
	useEffect(() => {
		let isWanted = true
		fetchTemplates().then(
			({ templates }) => isWanted && setOffers(templates),
			// Without an answer there is nothing to choose, and the form works as it is.
			() => {},
		)
		return () => {
			isWanted = false
		}
	}, [])
	return offers
}
