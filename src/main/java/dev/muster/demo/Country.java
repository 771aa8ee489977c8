package dev.muster.demo;

import java.util.List;

/**
 * Where customers live.
 *
 * @param weight how many of them, against the other countries
 * @param cities each with its time zone
 * @param names first names, as they are written there
 */
record Country(String code, int weight, List<City> cities, List<String> names) {

  record City(String name, String timezone, int utcOffsetHours) {}

  private static City city(String name, String timezone, int utcOffsetHours) {
    return new City(name, timezone, utcOffsetHours);
  }

  static final List<Country> ALL =
      List.of(
          new Country(
              "US",
              34,
              List.of(
                  city("New York", "America/New_York", -5),
                  city("Chicago", "America/Chicago", -6),
                  city("Denver", "America/Denver", -7),
                  city("Los Angeles", "America/Los_Angeles", -8),
                  city("Honolulu", "Pacific/Honolulu", -10)),
              List.of("Emma", "Liam", "Olivia", "Noah", "Ava", "Mateo", "D'Angelo", "Zoe")),
          new Country(
              "CA",
              5,
              List.of(
                  city("Toronto", "America/Toronto", -5),
                  city("St. John's", "America/St_Johns", -3),
                  city("Montréal", "America/Toronto", -5)),
              List.of("Zoé", "Jack", "Chloé", "Benoît")),
          new Country(
              "BR",
              6,
              List.of(
                  city("São Paulo", "America/Sao_Paulo", -3), city("Manaus", "America/Manaus", -4)),
              List.of("João", "Luísa", "Antônio", "Conceição")),
          new Country(
              "GB",
              8,
              List.of(city("London", "Europe/London", 0), city("Leeds", "Europe/London", 0)),
              List.of("Oliver", "Amelia", "Siân", "Mary-Jane")),
          new Country(
              "FR",
              6,
              List.of(city("Paris", "Europe/Paris", 1), city("Nîmes", "Europe/Paris", 1)),
              List.of("Hélène", "François", "Anaïs", "Loïc")),
          new Country(
              "DE",
              9,
              List.of(city("Berlin", "Europe/Berlin", 1), city("Köln", "Europe/Berlin", 1)),
              List.of("Jürgen", "Anna", "Søren", "Björn", "Jana")),
          new Country(
              "PL",
              3,
              List.of(city("Łódź", "Europe/Warsaw", 1)),
              List.of("Łukasz", "Małgorzata", "Zażółć")),
          new Country(
              "TR",
              2,
              List.of(city("İstanbul", "Europe/Istanbul", 3)),
              List.of("Işıl", "İpek", "Çağrı")),
          new Country(
              "EG", 2, List.of(city("القاهرة", "Africa/Cairo", 2)), List.of("محمد", "فاطمة")),
          new Country(
              "NG",
              3,
              List.of(city("Lagos", "Africa/Lagos", 1)),
              List.of("Chidi", "Ngọzi", "Oluwaṣeun")),
          new Country(
              "IN",
              9,
              List.of(city("Mumbai", "Asia/Kolkata", 5), city("दिल्ली", "Asia/Kolkata", 5)),
              List.of("आरव", "Priya", "Arjun", "दीया")),
          new Country(
              "NP", 1, List.of(city("Kathmandu", "Asia/Kathmandu", 5)), List.of("Sita", "Bikash")),
          new Country(
              "JP",
              6,
              List.of(city("東京", "Asia/Tokyo", 9), city("大阪", "Asia/Tokyo", 9)),
              List.of("陽葵", "蓮", "さくら")),
          new Country("KR", 2, List.of(city("서울", "Asia/Seoul", 9)), List.of("지우", "서연")),
          new Country(
              "AU",
              3,
              List.of(
                  city("Sydney", "Australia/Sydney", 10),
                  city("Adelaide", "Australia/Adelaide", 9)),
              List.of("Jack", "Matilda", "Sunny ☀️")),
          new Country(
              "NZ",
              1,
              List.of(city("Auckland", "Pacific/Auckland", 12)),
              List.of("Aroha", "Māui")));

  private static final int WEIGHTS = ALL.stream().mapToInt(Country::weight).sum();

  static Country any(Chance chance) {
    int at = chance.below(WEIGHTS);
    for (var country : ALL) {
      at -= country.weight;
      if (at < 0) {
        return country;
      }
    }
    throw new AssertionError("the weights add up to " + WEIGHTS);
  }
}
