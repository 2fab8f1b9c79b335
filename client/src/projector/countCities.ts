/** How many of these people come from each city, most first, then by name. */
export function countCities(people: readonly { city: string }[]): { city: string; count: number }[] {
	const counts = new Map<string, number>()
	for (const { city } of people) if (city) counts.set(city, (counts.get(city) ?? 0) + 1)
	return [...counts]
		.map(([city, count]) => ({ city, count }))
		.sort((a, b) => b.count - a.count || a.city.localeCompare(b.city))
}
