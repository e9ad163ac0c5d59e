package org.tensair.examples.nexmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensair.api.KeyedFunction;

/** The mean price of a seller's ten newest sales, at each sale. */
final class LastSales implements KeyedFunction<Long, Sale, List<Sale>, Queries.SellerPrice> {

  private static final int SALES = 10;

  @Override
  public List<Sale> process(
      Long seller, Sale sale, @Nullable List<Sale> last, Context<Queries.SellerPrice> context) {
    List<Sale> sales = new ArrayList<>(last == null ? List.of() : last);
    sales.add(sale);
    // What closes at one time comes in any order.
    sales.sort(Comparator.comparingLong(Sale::closed).thenComparingLong(Sale::auction));
    if (sales.size() > SALES) {
      sales.remove(0);
    }
    long sum = sales.stream().mapToLong(Sale::price).sum();
    context.emit(new Queries.SellerPrice(seller, (double) sum / sales.size()));
    return sales;
  }
}
