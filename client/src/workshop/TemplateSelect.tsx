import { localize, type TemplateId, type TemplateOffer } from '@charrette/shared'
import { useEffect, useState } from 'react'
import { fetchTemplates } from '../connection/api.ts'
import { useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Select } from '../ui/Select.tsx'
import styles from './TemplateSelect.module.css'

interface TemplateSelectProps {
	value: TemplateId | ''
	onChange: (template: TemplateId | '') => void
}

/**
 * A select for the template of a new session, with the phases of the chosen template. Without a
 * template the run sheet is empty.
 */
export function TemplateSelect({ value, onChange }: TemplateSelectProps) {
	const { t } = useTranslation()
	const locale = useLocale()
	const templates = useTemplates()
	const chosen = templates.find(({ id }) => id === value)
	const options = [
		{ value: '' as const, label: t('template.none') },
		...templates.map(({ id, title }) => ({ value: id, label: localize(title, locale) })),
	]
	return (
		<div className={styles['template']}>
			<span aria-hidden="true">{t('template.label')}</span>
			<Select label={t('template.label')} value={value} options={options} onChange={onChange} />
			<p>{chosen ? chosen.phases.map((phase) => localize(phase.title, locale)).join(' → ') : t('template.hint')}</p>
		</div>
	)
}

/**
 * Fetches the templates of this server; none until it has answered. Does not use react-query,
 * because the home page shows the templates.
 */
function useTemplates(): readonly TemplateOffer[] {
	const [templates, setTemplates] = useState<readonly TemplateOffer[]>([])
	useEffect(() => {
		fetchTemplates().then(
			(answer) => setTemplates(answer.templates),
			// The form works without templates.
			() => {},
		)
	}, [])
	return templates
}
